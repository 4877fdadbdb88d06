#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: Each kind of screen looks and answers as it should on a real terminal, in any size and without colour
# Run: $build/dev/tests/newt_screens
#
# newt_screens.sh PROGRAM [--update]    PROGRAM: tests/support/screens; --update writes the goldens anew
set -uo pipefail
if [ $# -lt 1 ] || [ ! -x "$1" ]; then
	sed -n '6s/^# //p' "$0" >&2
	exit 2
fi
program=$(readlink -f "$1")
[ "${2:-}" != --update ] || UPDATE=1
here=$(dirname "$(readlink -f "$0")")
scratch=$(mktemp -d)
trap 'terminal_end; rm -rf "$scratch"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
# shellcheck source=tests/system/lib/terminal.sh
. "$here/lib/terminal.sh"
export ANSWER=$scratch/answer

# start KIND [ARGUMENT]
start() {
	rm -f "$ANSWER"
	TERMINAL_ENV="${TERMINAL_ENV:-} ANSWER=$ANSWER" terminal_start "$program" "$@"
}

answered() { [ "$(cat "$ANSWER" 2>/dev/null)" = "$1" ]; }
# answers WHAT ANSWER: the screen is closed with it, and the terminal as it was.
answers() {
	check "$1" within 10 answered "$2"
	check "  and leaves the terminal as it was" terminal_ended 0
}

rows() { printf '%s\n' "$@" >"$scratch/rows.new" && mv "$scratch/rows.new" "$scratch/rows"; }
three_targets() {
	rows 'e0.0;e0.0|4.0 GiB|QEMU HARDDISK|ens3|ext4 "root"|;serial 123|partition table: dos|e0.0p1: ext4 "root", 3.0 GiB;' \
		'e0.1;e0.1|8.0 GiB|Vblade disk|ens3|nothing known;serial 124;' \
		'e1.0;e1.0|16.0 GiB|CORAID|ens4|LVM;serial 9|in use by /;e1.0 is in use by this computer: another one must be chosen.'
}

text_is_read() {
	start text
	screen_is text
	terminal_keys Enter
	answers "Enter on Continue goes on" 'next: '
	start text
	terminal_reaches 'A note'
	terminal_keys Tab Enter
	answers "Enter on Go Back goes back" 'back: '
	start text
	terminal_reaches 'A note'
	terminal_keys Escape
	answers "Esc goes back" 'back: '
	start text
	terminal_reaches 'A note'
	terminal_keys F12
	answers "F12 goes on, as in other newt programs" 'next: '
}

long_text_scrolls() {
	start long-text
	screen_is long-text
	terminal_keys PageDown
	screen_is long-text-end
	terminal_keys F1
	screen_is help
	terminal_keys Escape
	screen_is long-text-end
}

boolean_defaults() {
	start boolean
	screen_is boolean
	terminal_keys Enter
	answers "the default has the focus: Enter means No" 'next: false'
	start boolean
	terminal_reaches 'Destroy'
	terminal_keys Left
	screen_is boolean-yes
	terminal_keys Enter
	answers "Left and Enter mean Yes" 'next: true'
}

entry_keeps_what_was_typed() {
	start string abc
	screen_is string
	terminal_keys Enter
	screen_is string-refused
	terminal_keys C-u 90 Enter
	answers "what is taken is what was typed" 'next: 90'
	start string "http://deb.example.org/debian/pool/main/l/linux/linux-image-6.12.0-amd64_6.12.1-1_amd64.deb"
	screen_is string-long
	terminal_keys Home
	screen_is string-long-begin
	terminal_keys Tab Tab Enter
	screen_is string-long-refused
}

select_starts_at_its_value() {
	start select
	screen_is select
	terminal_keys Down Enter
	answers "Down and Enter take the next choice" 'next: path'
	start select
	terminal_reaches 'this medium'
	terminal_keys d Enter
	answers "a letter leads to the choice that begins with it" 'next: url'
}

list_of_targets() {
	three_targets
	start one "$scratch/rows"
	screen_is list
	terminal_keys Down Enter
	screen_is list-refused
	terminal_keys Up Up
	screen_is list-details
	terminal_keys Enter
	answers "Enter takes the row under the cursor" 'next: e0.0'
	rows
	start one "$scratch/rows"
	terminal_reaches 'Nothing has been found so far.'
	terminal_keys Enter
	screen_is list-empty
	three_targets
	check "targets come up while the list is shown, the cursor on the one wanted" terminal_says '>  e0.1'
	rows
	start one "$scratch/rows"
	terminal_reaches 'Nothing has been found so far.'
	terminal_keys e0.0
	terminal_reaches 'e0.0_'
	three_targets
	terminal_reaches '>  e0.0'
	terminal_keys Enter
	answers "a name typed before the targets come chooses among them" 'next: e0.0'
}

selected_target_vanishes() {
	three_targets
	start one "$scratch/rows"
	terminal_reaches '>  e0.1'
	rows 'e0.0;e0.0|4.0 GiB|QEMU HARDDISK|ens3|ext4 "root"|;serial 123;' 'e2.0;e2.0|1.0 TiB|new one|ens4|;serial 7;'
	screen_is list-vanished
	three_targets
	terminal_reaches 'CORAID'
	check "the cursor stays where it went" terminal_says '>  e0.0'
	terminal_keys Enter
	answers "what is taken is what the cursor shows" 'next: e0.0'
}

several_are_marked() {
	rows 'ens3;ens3|yes|1000 Mb/s|52:54:00:12:34:56|1500;;' 'ens4;ens4|no||52:54:00:12:34:57|1500;;' \
		'lo;lo|yes|||65536;;lo is not an Ethernet card.'
	start some "$scratch/rows"
	screen_is marks
	terminal_keys Space Enter
	screen_is marks-none
	terminal_keys Down Space Down Space
	screen_is marks-refused
	rows 'ens3;ens3|yes|1000 Mb/s|52:54:00:12:34:56|1500;;' 'ens4;ens4|yes|1000 Mb/s|52:54:00:12:34:57|1500;;'
	terminal_reaches 'ens4    yes'
	terminal_keys Up Up Space Enter
	answers "marks outlive a refresh" 'next: ens3, ens4'
}

list_to_be_read() {
	rows 'a;pass|menu.lst is right;;' 'b;warning|no jumbo frames;The MTU is 1500.;'
	start read "$scratch/rows"
	terminal_reaches 'menu.lst is right'
	terminal_keys Down
	screen_is read
	terminal_keys Enter
	answers "Enter goes on" 'next: '
}

ten_thousand_rows() {
	start many 10000
	terminal_reaches '1 to 8 of 10000'
	screen_is many
	terminal_keys e7.1
	screen_is many-filtered
	terminal_keys z
	screen_is many-no-match
	terminal_keys BSpace Down
	terminal_reaches 'Filter: e7.1_'
	terminal_keys Escape
	check "Esc clears the filter, the cursor stays on its row" terminal_says '>  e7.10'
	terminal_keys End
	screen_is many-end
	sleep 1.2 # two refreshes of all rows
	check "the cursor stays on its row while all rows are made anew" terminal_says '>  e624.15'
	terminal_keys Escape
	answers "Esc without a filter goes back" 'back: '
}

work_goes_on() {
	start work "$scratch/go"
	terminal_reaches '28 %'
	screen_is work
	touch "$scratch/go"
	answers "the screen closes when the work is done" 'done'
	rm -f "$scratch/go"
	start work "$scratch/go"
	terminal_reaches '28 %'
	terminal_keys Escape
	screen_is work-cancelled
	touch "$scratch/go"
	answers "cancelled work is a step back" '10 the user went back'
	rm -f "$scratch/go"
	start work-fails
	answers "a failed step is an error" '1 e0.0: no answer on ens3 after 60 s'
	start work-throws
	answers "an exception is an error, too" '1 a fault of this program: out of luck'
}

resized_terminal() {
	three_targets
	start one "$scratch/rows"
	terminal_reaches '>  e0.1'
	terminal_resize 110 35
	screen_is list-110x35
	terminal_resize 80 23
	screen_is list-80x23
	terminal_resize 60 20
	screen_is list-60x20
	terminal_resize 50 20
	screen_is too-small
	terminal_keys Enter # not seen, not answered
	terminal_resize 80 24
	screen_is list
	start string 12
	terminal_reaches '12___'
	terminal_keys 345 Left
	terminal_reaches '12345___'
	terminal_resize 100 30
	terminal_reaches '12345___'
	terminal_keys x
	check "what was typed and the cursor outlive a resize" terminal_says '1234x5___'
}

without_colour_or_utf8() {
	three_targets
	for environment in TERM=vt100 NEWT_MONO=1 TERM=xterm TERM=linux; do
		TERMINAL_ENV=$environment start one "$scratch/rows"
		screen_is list
	done
	TERMINAL_ENV='TERM=vt100 LANG=C' start text
	screen_is text-ascii
	TERMINAL_ENV='TERM=vt100' start boolean
	screen_is boolean
	check "the focused button is reversed, too" reversed '>>No<<'
	TERMINAL_ENV='LANG=de_DE.UTF-8 LC_ALL=' start text
	screen_is text
}

reversed() { terminal capture-pane -e -p -t screen | grep -qF $'\033[7m'"$1"; }

terminal_is_restored() {
	start text
	terminal_reaches 'A note'
	kill -TERM "$(pgrep -f "^$program text")"
	answers "SIGTERM ends the screen" 'error: interrupted'
	start text
	terminal_reaches 'A note'
	terminal_keys C-c
	answers "so does Ctrl-C" 'error: interrupted'
	start work "$scratch/never"
	terminal_reaches '28 %'
	kill -TERM "$(pgrep -f "^$program work")"
	touch "$scratch/never"
	answers "SIGTERM ends work" '1 interrupted'
	rm -f "$ANSWER"
	# shellcheck disable=SC2016 # expanded in there
	terminal_start sh -c 'trap "" HUP; exec "$@"' sh env ANSWER="$ANSWER" "$program" text
	terminal_reaches 'A note'
	terminal_end
	check "a terminal that goes away unnoticed is an error, not a loop" within 5 answered 'error: the terminal is gone'
	check "  and no process is left" within 5 none_left
	rm -f "$ANSWER"
	start work "$scratch/never-again"
	terminal_reaches '28 %'
	terminal_end
	check "work goes on to where it can stop when its terminal goes" never_within 1 none_left
	touch "$scratch/never-again"
	check "  then this is an error" within 5 answered '1 the terminal is gone'
	check "  and the process ends" within 5 none_left
}
never_within() { ! within "$@"; }
none_left() { ! pgrep -f "^$program" >/dev/null; }

for part in text_is_read long_text_scrolls boolean_defaults entry_keeps_what_was_typed select_starts_at_its_value \
	list_of_targets selected_target_vanishes several_are_marked list_to_be_read ten_thousand_rows work_goes_on \
	resized_terminal without_colour_or_utf8 terminal_is_restored; do
	echo "== $part"
	$part
done
checks_end
