#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: The dialog "Attach a network disk" leads a person through every path on a real terminal
# Run: $netroot
#
# wizard_attach.sh NETROOT [--update]    a dry run on a recorded machine; --update writes the goldens anew
set -uo pipefail
if [ $# -lt 1 ] || [ ! -x "$1" ]; then
	sed -n '6s/^# //p' "$0" >&2
	exit 2
fi
netroot=$(readlink -f "$1")
[ "${2:-}" != --update ] || UPDATE=1
here=$(dirname "$(readlink -f "$0")")
# Files by the ten thousand: in memory where there is room.
scratch=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'terminal_end; rm -rf "$scratch"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
# shellcheck source=tests/system/lib/terminal.sh
. "$here/lib/terminal.sh"

# A fresh machine; goldens must not name the folder of this run.
machine=$scratch/machine
record() {
	rm -rf "$machine"
	"$here/recorded-machine.sh" "$machine" "$@"
}
start() { TERMINAL_ENV="DEBIAN_PRIORITY=medium ${TERMINAL_ENV:-}" terminal_start "$netroot" attach --root "$machine" --dry-run; }

welcome='Install onto a network disk'
cards='Network cards for the network disk'
targets='Network disk to install on'
alias='Second name for the network disk'
summary='Summary of the changes'

accept_welcome() {
	terminal_reaches "$welcome"
	terminal_keys Enter
}
accept_cards() {
	terminal_reaches "$cards"
	terminal_keys Enter
}
reach_targets() {
	start
	accept_welcome
	accept_cards
	terminal_reaches "$targets"
	terminal_reaches 'e0.0'
}
choose() { # TARGET, which the list has near its beginning
	terminal_keys Home
	for _ in $(seq 15); do
		screen_has_row "$1" && break
		terminal_keys Down
		within 1 screen_has_row "$1" && break
	done
	terminal_keys Enter
}
screen_has_row() { screen_now | grep -q "│ >[! ] $1 "; }

happy_path() {
	record
	start
	screen_is wizard-welcome
	accept_welcome
	screen_is wizard-cards
	terminal_keys Enter
	terminal_reaches "$targets"
	screen_is wizard-targets
	choose e0.0
	screen_is wizard-alias
	terminal_keys Enter
	screen_is wizard-summary
	terminal_keys Enter
	screen_is wizard-result
	terminal_keys Enter
	check "the dry run ends well" terminal_ended 0
}

data_are_named() {
	record
	reach_targets
	choose e0.1
	screen_is wizard-overwrite
	terminal_keys Enter
	check "No is the default, and leads back to the targets" terminal_says "$targets"
	choose e0.1
	terminal_reaches '>>No<<'
	terminal_keys Left
	terminal_reaches '>>Yes<<'
	terminal_keys Enter
	check "Yes leads on" terminal_says "$alias"
}

back_from_every_screen() {
	record
	start
	accept_welcome
	accept_cards
	choose e0.1
	terminal_reaches '>>No<<'
	terminal_keys Left
	terminal_reaches '>>Yes<<'
	terminal_keys Enter
	terminal_reaches "$alias"
	terminal_keys Enter
	terminal_reaches "$summary"
	terminal_keys Escape
	check "Esc in the summary leads back to the alias" terminal_says "$alias"
	terminal_keys Escape
	check "Esc there leads back to the question about the data, or the targets" terminal_lacks "$alias"
	within 5 screen_has "$targets" || terminal_keys Escape
	check "and to the targets, the cursor on the one chosen before" terminal_says '>  e0.1'
	terminal_keys Escape
	check "Esc there leads back to the cards" terminal_says "$cards"
	terminal_keys Escape
	check "Esc there leads back to the welcome" terminal_says "$welcome"
	terminal_keys Escape
	check "Esc there leaves the dialog as going back" terminal_ended 10
}

no_network_disk() {
	record
	start
	terminal_reaches "$welcome"
	terminal_keys Right Enter
	check "No ends without a disk" terminal_ended 0
}

refused_answers() {
	record
	start
	accept_welcome
	terminal_reaches "$cards"
	terminal_keys Space Down Space Down Enter
	screen_is wizard-cards-none
	terminal_keys Home Space Enter
	terminal_reaches "$targets"
	choose e0.4
	screen_is wizard-target-in-use
	choose e0.0
	terminal_reaches "$alias"
	terminal_keys C-u '/dev/x y' Enter
	screen_is wizard-alias-refused
	terminal_keys C-u none Enter
	check "what is taken leads on" terminal_says "$summary"
}

no_targets() {
	record --targets 0
	start
	accept_welcome
	accept_cards
	screen_is wizard-no-targets
	terminal_keys Enter
	screen_is wizard-no-targets-refused
}

target_vanishes() {
	record
	reach_targets
	terminal_keys Home Down
	terminal_reaches '>  e0.1'
	mv "$machine/sys/block/etherd!e0.1" "$scratch/gone"
	screen_is wizard-vanished
	mv "$scratch/gone" "$machine/sys/block/etherd!e0.1"
	check "it comes back above or below the cursor, which stays" terminal_says ' e0.1 '
	check "  on the row it went to" terminal_says '>  e0.2'
}

failed_step_is_tried_again() {
	record
	reach_targets
	mv "$machine/dev/etherd/e0.1" "$scratch/disk"
	choose e0.1
	screen_is wizard-retry
	mv "$scratch/disk" "$machine/dev/etherd/e0.1"
	terminal_keys Enter
	check "trying again goes on where it failed" terminal_says '>>No<<'
}

ten_thousand_targets() {
	record --targets 10000
	start
	accept_welcome
	accept_cards
	terminal_reaches ' of 10000'
	terminal_keys e41.23
	terminal_reaches 'Filter: e41.23_'
	terminal_lacks 'looking into' 300 # all ten thousand, on a machine that has other work
	screen_is wizard-many-filtered
	terminal_keys 7 Enter
	check "a target found by typing is taken" terminal_says "$alias"
}

resized() {
	record
	reach_targets
	terminal_resize 100 40
	screen_is wizard-targets-100x40
	terminal_resize 80 23
	screen_is wizard-targets-80x23
	terminal_resize 80 24
	screen_is wizard-targets
}

without_colour() {
	local environment
	record
	for environment in TERM=vt100 NEWT_MONO=1; do
		TERMINAL_ENV=$environment start
		screen_is wizard-welcome
		accept_welcome
		screen_is wizard-cards
		terminal_keys Enter
		terminal_reaches "$targets"
		screen_is wizard-targets
	done
}

parts=(happy_path data_are_named back_from_every_screen no_network_disk refused_answers no_targets target_vanishes
	failed_step_is_tried_again resized without_colour ten_thousand_targets)
for part in ${PARTS:-"${parts[@]}"}; do
	echo "== $part"
	$part
done
checks_end
