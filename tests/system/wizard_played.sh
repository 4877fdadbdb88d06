#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: The dialog "Attach a network disk" does its work on a played machine, can be cancelled, and is repeated by what it saved
# Run: $netroot
#
# wizard_played.sh NETROOT    no dry run; the machine is a folder with programs of its own. Needs root (chroot).
# shellcheck disable=SC2016 # what is in single quotes is for the machine's shell
set -uo pipefail
if [ $# -ne 1 ] || [ ! -x "$1" ]; then
	sed -n '6s/^# //p' "$0" >&2
	exit 2
fi
netroot=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
scratch=$(mktemp -d)
trap 'terminal_end; rm -rf "$scratch"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
# shellcheck source=tests/system/lib/terminal.sh
. "$here/lib/terminal.sh"
machine=$scratch/machine
# shellcheck source=tests/system/played-machine.sh
. "$here/played-machine.sh"

welcome='Install onto a network disk'
cards='Network cards for the network disk'
source='Source of the driver'
path='Path of the linux-image package'
url='URL of the linux-image package'
sha256='SHA256 checksum'
unchecked='Load a driver that has not been verified'
wait='Seconds to wait for the network disk'
failed='something went wrong'
retry='This step failed. Try it again?'
targets='Network disk to install on'
overwrite='Use e0.0 and give up the data on it?'
alias='Second name for the network disk'
summary='Summary of the changes'
result='The network disk is attached'

# Everything is asked. Two cards, and a disk with data.
start() { TERMINAL_ENV=DEBIAN_PRIORITY=low terminal_start "$netroot" attach --root "$machine"; }
fresh() {
	installer_machine
	cp -r "$machine/sys/class/net/ens3" "$machine/sys/class/net/ens4"
	echo 52:54:00:12:34:57 >"$machine/sys/class/net/ens4/address"
	mkdir -p "$machine/proc/sys/kernel"
	: >"$machine/dev/etherd/interfaces"
	echo 6.1.0-1-amd64 >"$machine/proc/sys/kernel/osrelease"
	truncate -s 16M "$machine/dev/etherd/e0.0"
	mke2fs -q -F -t ext4 -L home "$machine/dev/etherd/e0.0" 2>/dev/null
}
answer() { # SCREEN KEY…
	terminal_reaches "$1"
	shift
	terminal_keys "$@"
}
leads_back() { # FROM TO
	terminal_keys Escape
	check "Esc in \"$1\" leads back to \"$2\"" terminal_says "$2"
}

# The steps of the summary, one a line: what the window wrapped is put together again.
steps_shown() {
	screen_now | sed -n 's/^ *│ \(.*[^ ]\) *│$/\1/p' | awk '
		/^[0-9]+\. / { if (step) print step; step = $0; next }
		step && /^    ?[^ ]/ { sub(/^ +/, ""); step = step " " $0; next }
		{ if (step) print step; step = "" }'
}

attached_and_repeated() {
	fresh
	start
	answer "$welcome" Enter
	answer "$cards" Down Space Enter
	answer "$wait" C-u 30 Enter
	answer "$targets" Enter
	answer "$overwrite" Left
	answer '>>Yes<<' Enter
	answer "$alias" Enter
	terminal_reaches "$summary"
	steps_shown >"$scratch/shown"
	[ ! -e "$machine/run/netroot/disk" ] || failures=$((failures + 1))
	terminal_keys Enter
	check "the disk is attached" terminal_says "$result"
	terminal_keys Enter
	check "the wizard ends well" terminal_ended 0
	check "the disk is noted" grep -qx DEVICE=/dev/etherd/e0.0 "$machine/run/netroot/disk"
	check "the answers are their owner's alone" test "$(stat -c %a "$machine/var/log/netroot/netroot-preseed.cfg")" = 600
	cp "$machine/var/log/netroot/netroot-preseed.cfg" "$scratch/again.cfg"

	fresh
	check "what was saved is taken without a question" fed_back
	check "and gives the steps of the summary" diff "$scratch/shown" "$scratch/plan"
	check "nine of them" test "$(wc -l <"$scratch/plan")" = 9
	check "the repeated run attaches the disk" "$netroot" attach --root "$machine" --answers "$scratch/again.cfg"
	check "with the same note of it" grep -qx DEVICE=/dev/etherd/e0.0 "$machine/run/netroot/disk"
}
fed_back() { "$netroot" attach --root "$machine" --answers "$scratch/again.cfg" --dry-run >"$scratch/plan"; }

real_work_is_cancelled() {
	fresh
	echo 0 >"$machine/sys/class/net/ens3/carrier"
	echo 0 >"$machine/sys/class/net/ens4/carrier"
	start
	answer "$welcome" Enter
	answer "$cards" Enter
	answer "$wait" Enter
	terminal_reaches 'waiting for carrier'
	terminal_resize 50 15
	terminal_reaches 'is too small'
	terminal_keys Enter
	terminal_resize 80 24
	check "Enter cancels nothing while the terminal is too small for the button" terminal_says 'waiting for carrier' 5
	terminal_keys Escape
	check "Esc ends the wait for carrier within two seconds, back to the question before" terminal_says "$wait" 2
	echo 1 >"$machine/sys/class/net/ens3/carrier"
	echo 1 >"$machine/sys/class/net/ens4/carrier"
	terminal_keys Enter
	check "the next try is not cancelled" terminal_says "$targets"
	terminal_keys C-c
	check "Ctrl-C leaves, the terminal as it was" terminal_ended 1
	check "nothing is noted" test ! -e "$machine/run/netroot/disk"
}

back_from_the_driver() {
	fresh
	rm -r "$machine/sys/module"
	program modprobe 'exit 1'
	start
	answer "$welcome" Enter
	answer "$cards" Enter
	answer "$source" Home Down Down Enter
	terminal_reaches "$path"
	leads_back "$path" "$source"
	terminal_keys Down Enter
	answer "$url" 'http://me:secret@127.0.0.1:1/linux.deb' Enter
	answer "$sha256" Enter
	answer "$unchecked" Left
	answer '>>Yes<<' Enter
	terminal_reaches "$wait"
	leads_back "$wait" "$unchecked"
	leads_back "$unchecked" "$sha256"
	leads_back "$sha256" "$url"
	check "  with what was typed" terminal_says 'http://me:secret@127.0.0.1:1/linux.deb'
	terminal_keys Enter
	answer "$sha256" Enter
	answer "$unchecked" Enter
	answer "$wait" Enter
	check "a driver that cannot be had is told" terminal_says "$failed"
	check "  without the password of the URL" terminal_lacks secret
	leads_back "$failed" "$wait"
	terminal_keys Enter
	check "once the source was asked for, failing again can be tried again" terminal_says "$retry"
	leads_back "$retry" "$wait"
	terminal_keys Enter
	terminal_reaches "$retry"
	program modprobe 'busybox mkdir -p /sys/module/aoe/parameters'
	terminal_keys Enter
	check "trying again goes on once the driver can be had" terminal_says "$targets"
}

for part in attached_and_repeated real_work_is_cancelled back_from_the_driver; do
	echo "== $part"
	$part
done
checks_end
