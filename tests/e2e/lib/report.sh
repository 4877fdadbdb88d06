# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# Named results: one line each, and a sum.

passed=0
failed=0

die() {
	echo "error: $*" >&2
	exit 1
}

note() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }

ok() { # NAME
	passed=$((passed + 1))
	echo "ok - $1"
}

not_ok() { # NAME DETAIL...
	failed=$((failed + 1))
	echo "not ok - $1"
	shift
	[ $# -eq 0 ] || printf '%s\n' "$*" | sed 's/^/  # /'
}

assert() { # NAME COMMAND...: by the command's status
	local name=$1
	shift
	if "$@"; then ok "$name"; else not_ok "$name" "failed: $*"; fi
}

assert_equal() { # NAME WANTED GOT
	if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "wanted: $2" $'\n'"got: $3"; fi
}

# An assertion without which the rest of the run means nothing.
require() { # NAME COMMAND...
	local before=$failed
	assert "$@"
	[ "$failed" = "$before" ] || abort
}

abort() {
	echo "the rest of this run needs that; last lines of the console:"
	[ ! -e "${console:-}" ] || tail -c 3000 "$console" | tr -d '\r' | sed 's/^/  | /'
	lab_end
	exit 1
}

summary() {
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}
