# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# A person in front of the machine: sees its screen and presses keys. screen_open after vm_begin; vm_end closes it.
# The terminal itself is keys.py, where the commands and the keys' names are.

screen_pid=

screen_open() { # serial $console, or vga QMP-SOCKET
	local keyboard=$console_in
	coproc terminal { exec "$lab_files/lib/keys.py" "$@" 3>&"$keyboard" 2>"$lab/keys.log"; }
	screen_pid=$terminal_PID
	exec {screen_ask}>&"${terminal[1]}" {screen_answer}<&"${terminal[0]}"
}

screen_close() {
	[ -n "$screen_pid" ] || return 0
	exec {screen_ask}>&- {screen_answer}<&-
	kill "$screen_pid" 2>/dev/null || true # servers that were started meanwhile hold the other end
	wait "$screen_pid" 2>/dev/null || true
	screen_pid=
}

# Lines of the answer in $screen_said.
person() { # COMMAND [ARGUMENT]...
	local line
	screen_said=
	echo "$*" >&"$screen_ask"
	while IFS= read -r line <&"$screen_answer"; do
		case $line in
		"= "*) return "${line#= }" ;;
		esac
		screen_said+=$line$'\n'
	done
	die "the terminal has ended: $(tail -n 3 "$lab/keys.log")"
}

screen_or_gone() { person has "$1" || vm_is_gone; }

screen_wait() { # REGEX SECONDS
	poll "$2" screen_or_gone "$1" && person has "$1"
}

press() { person press "$@"; }

# Both in the log of the run, so that a failure can be understood from it.
print_screen() {
	person text
	printf '%s' "$screen_said" | sed 's/^/  | /'
}

# As require, by what is on the screen. With NETROOT_HOLD=yes a run that has taken an hour is not lost for a word:
# it waits for a person to look (and to type into *.sock.in), and tries again when the file says so.
require_screen() { # NAME REGEX SECONDS
	while ! screen_wait "$2" "$3"; do
		print_screen
		if [ "${NETROOT_HOLD:-}" != yes ] || vm_is_gone; then
			not_ok "$1" "not on the screen within $3 s: $2"
			screen_abort
		fi
		note "held: $1 ($2 is not on the screen); it goes on with: touch $lab/go-on"
		until [ -e "$lab/go-on" ] || vm_is_gone; do sleep 1; done
		rm -f "$lab/go-on"
	done
	ok "$1"
}

screen_abort() {
	echo "the rest of this run needs that"
	lab_end
	exit 1
}

# Presses KEY until COMMAND of keys.py finds REGEX: a list's cursor or a row of buttons is moved to what is wanted.
press_until() { # KEY COMMAND REGEX
	local steps
	for steps in {1..40}; do
		! person "$2" "$3" || return 0
		press "$1"
	done
	return 1
}

# The installer's own menu.
pick_from_menu() { # ITEM
	require_screen "the installer's menu is shown" "Choose the next step in the install process" 120
	press Home
	require "it has the item: $1" press_until Down on "$1"
	press Enter
}

# Its long text has a screen of its own on 80x24, in front of the list.
change_priority() { # LEVEL
	pick_from_menu "Change debconf priority"
	require_screen "its question comes" "Change debconf priority.*critical" 60
	require "behind it the priorities are listed" press_until Enter has "critical high medium low"
	press Home
	require "the level $1 is among them" press_until Down on "$1"
	press Enter
}

# A picture for the documentation, when the run is to make them.
screens=
screenshot() { # NAME
	[ -n "$screens" ] || return 0
	person png "$screens/$1.png"
	note "picture $1.png"
}
