# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# What the user sees: one line per stage, and one error that ends the run.

say() {
	printf '[%4ds] %s\n' "$SECONDS" "$*"
}

# fail WHAT-WENT-WRONG [WHAT-TO-DO]
fail() {
	printf 'netroot-iso: %s\n' "$1" >&2
	[ $# -lt 2 ] || printf '  hint: %s\n' "$2" >&2
	exit 1
}

usage_error() {
	printf 'netroot-iso: %s\n  try: netroot-iso --help\n' "$1" >&2
	exit 2
}

# run LOG COMMAND...: the output goes to LOG, its end to the screen when the command fails
run() {
	local log=$work/log/$1
	shift
	"$@" > "$log" 2>&1 && return
	tail -n 15 "$log" >&2
	return 1
}

# say_made: what lies where now, how big, and how long it took
say_made() {
	local made
	for made in "$output" "$netboot" "$repository"; do
		[ -z "$made" ] || say "done: $made ($(size_of "$made"))"
	done
	say "took $SECONDS s"
}

size_of() {
	du -sb --apparent-size "$1" | awk '{ printf "%.1f MB\n", $1 / 1000000 }'
}
