# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A program on a real terminal (tmux, UTF-8, 80x24 unless told otherwise), and what its screen should
# look like. To be sourced behind checks.sh; wants $scratch. Goldens are tests/fixtures/screens/NAME.txt;
# with UPDATE=1 they are written anew, after a look at what changed (git diff).
#
#   terminal_start COMMAND…         in a new terminal; COLUMNS_ROWS="100 30" and TERMINAL_ENV="LANG=C" before it
#   terminal_keys KEY…              as tmux names them: Down, Enter, Escape, Tab, F1, C-c, or text
#   terminal_says TEXT [SECONDS]    waits until TEXT is on the screen; fails after SECONDS (60)
#   terminal_reaches TEXT           the same as a step of the test: counts as a failed check
#   terminal_lacks TEXT [SECONDS]   … until it is not
#   terminal_ended STATUS           waits until the command has ended with STATUS
#   terminal_resize COLUMNS ROWS
#   screen_is NAME                  a named check: waits until the screen is as the golden
#   terminal_end

goldens=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../fixtures/screens
terminal_limit=60 # seconds: only what fails takes them, on a machine that has other work

terminal() { tmux -L "netroot-$$" -f /dev/null "$@"; }

terminal_start() {
	terminal_end
	local size
	read -ra size <<<"${COLUMNS_ROWS:-80 24}"
	# The command's status, and whether it left the terminal as it was, are told behind it.
	# shellcheck disable=SC2016 # expanded in there
	local runner='before=$(stty -g); "$@"; status=$?; clear
		[ "$before" = "$(stty -g)" ] || echo "terminal modes changed"
		echo "ended with $status"; exec sleep 1000'
	# shellcheck disable=SC2086 # words
	LC_ALL=C.UTF-8 terminal -u new-session -d -s screen -x "${size[0]}" -y "${size[1]}" \
		env -u LC_ALL -u COLUMNS -u LINES -u DEBIAN_FRONTEND LANG=C.UTF-8 TERM=screen ${TERMINAL_ENV:-} sh -c "$runner" sh "$@" \; \
		set -g status off \; set -g window-size manual
}

terminal_end() {
	! terminal has-session -t screen 2>/dev/null || terminal kill-server
	# A new server on the socket of one that is still going away would go with it.
	while terminal has-session -t screen 2>/dev/null; do sleep 0.02; done
}

terminal_keys() { terminal send-keys -t screen "$@"; }

terminal_resize() { terminal resize-window -t screen -x "$1" -y "$2"; }

# What moves by itself is made the same: a spinner, and the seconds that work takes.
screen_now() {
	terminal capture-pane -p -t screen 2>/dev/null | sed -e 's/\[[|/\\-]\] /[~] /' -e 's/ [0-9]* s │$/ # s │/'
}

# within SECONDS COMMAND…: until the command succeeds.
within() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.05
	done
}

screen_has() { screen_now | grep -qF -- "$1"; }
screen_has_not() { ! screen_has "$1"; }

terminal_says() {
	within "${2:-$terminal_limit}" screen_has "$1" || { echo "not on the screen: $1"; screen_now; return 1; }
}

terminal_reaches() { terminal_says "$@" || failures=$((failures + 1)); }

terminal_lacks() {
	within "${2:-$terminal_limit}" screen_has_not "$1" || { echo "still on the screen: $1"; screen_now; return 1; }
}

terminal_ended() {
	terminal_says "ended with $1" && screen_has_not "terminal modes changed"
}

matches_golden() { screen_now | cmp -s - "$1"; }

# Written when there is something and it has not changed for a second.
write_golden() {
	local last='' now='' same=0
	while [ $same -lt 5 ]; do
		sleep 0.2
		now=$(screen_now)
		if [ "$now" = "$last" ] && [ -n "${now//[[:space:]]/}" ]; then same=$((same + 1)); else same=0; fi
		last=$now
	done
	mkdir -p "$goldens"
	screen_now >"$1"
}

compare_golden() {
	[ -n "${UPDATE:-}" ] && write_golden "$1"
	within "$terminal_limit" matches_golden "$1" || { screen_now | diff -u "$1" -; return 1; }
}

screen_is() { check "the screen is as in screens/$1.txt" compare_golden "$goldens/$1.txt"; }
