# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Named checks of a system test, to be sourced. Wants $scratch, a folder; the program under test leaves
# its words in $scratch/out.

failures=0

check() { # WHAT COMMAND…: by the command's status
	local what=$1
	shift
	if "$@" >"$scratch/check.log" 2>&1; then
		echo "ok    $what"
	else
		echo "FAIL  $what"
		cat "$scratch/check.log" "$scratch/out" 2>/dev/null | sed 's/^/      | /' | tail -n 40
		failures=$((failures + 1))
	fi
}

says() { grep -qF -- "$1" "$scratch/out"; }

fails_with() { # STATUS COMMAND…
	local wanted=$1 got=0
	shift
	"$@" || got=$?
	[ "$got" = "$wanted" ]
}

# The test's last word, and its status.
checks_end() {
	[ "$failures" = 0 ] || { echo "$failures checks failed"; exit 1; }
	echo "all checks passed"
}
