#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: attach asks the target's servers itself: imposters and claimed disks are refused, a claim is made, kept and released
# Run: "$netroot" "$build/dev/tests"
# The program as it is, real packet sockets and vblade on veth pairs in a network namespace; it is chrooted into a
# folder that plays what the kernel's driver would show there, with a loop device for the disk.
#   attach_claim.sh NETROOT FOLDER-OF-AOE-FABRIC
# Needs root, loop devices, and busybox iproute2 ncurses-base tmux vblade.
# shellcheck disable=SC2016 # what is in single quotes is for the machine's shell
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
netroot=$(readlink -f "${1:?usage: $0 NETROOT FOLDER-OF-AOE-FABRIC}")
tools=$(readlink -f "${2:?usage: $0 NETROOT FOLDER-OF-AOE-FABRIC}")
scratch=$(mktemp -d)
machine=$scratch/machine
loop=''
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
# shellcheck source=tests/system/lib/aoe-net.sh
. "$here/lib/aoe-net.sh"
# shellcheck source=tests/system/lib/terminal.sh
. "$here/lib/terminal.sh"
# shellcheck source=tests/system/played-machine.sh
. "$here/played-machine.sh"
stop() {
	terminal_end
	aoe_net_end
	[ -z "$loop" ] || losetup -d "$loop" 2>/dev/null || true
	rm -rf "$scratch"
}
trap stop EXIT

truncate -s 64M "$scratch/blank"
loop=$(losetup --partscan -f --show "$scratch/blank" 2>/dev/null) || { echo "no loop device can be had"; exit 77; }
aoe_net_begin 1
host=$(hostname)

# The driver shows e0.0 on c0, and a blank disk; what its server has is another matter.
fresh() {
	local file
	installer_machine
	rm -r "$machine/sys/class/net/ens3" "$machine/dev/etherd/e0.0"
	cp -a "$loop" "$machine/dev/etherd/e0.0"
	mkdir -p "$machine/sys/class/net/c0/device" "$machine/usr/bin" "$machine/usr/share/terminfo/s" "$machine/tmp"
	echo 1 >"$machine/sys/class/net/c0/type"
	echo 1 >"$machine/sys/class/net/c0/carrier"
	echo 0x1003 >"$machine/sys/class/net/c0/flags"
	echo 52:54:00:00:0c:00 >"$machine/sys/class/net/c0/address"
	echo c0 >"$machine/sys/block/etherd!e0.0/netif"
	echo c0 >"$machine/sys/module/aoe/parameters/aoe_iflist"
	program netroot-watchdog 'busybox sleep 1000 >/dev/null 2>&1 &'
	for file in "$netroot" $(ldd "$netroot" | grep -o '/[^ ]*'); do
		mkdir -p "$machine${file%/*}"
		cp "$file" "$machine$file"
	done
	cp "$netroot" "$machine/usr/bin/netroot"
	cp /lib/terminfo/s/screen "$machine/usr/share/terminfo/s/" 2>/dev/null || cp /usr/share/terminfo/s/screen "$machine/usr/share/terminfo/s/"
	keys
}
keys() { # LINE…: beside those that every run has
	printf 'd-i %s\n' 'netroot/interfaces string c0' 'netroot/target string e0.0' 'netroot/alias string none' \
		'netroot/timeout string 5' "$@" >"$machine/answers"
}

# Processes that it leaves behind end with their namespace.
in_machine() {
	ip netns exec "$namespace" unshare --mount --pid --fork --mount-proc="$machine/proc" chroot "$machine" "$@" \
		>"$scratch/out" 2>&1
}
attach() { in_machine /usr/bin/netroot attach --answers /answers; }
undo() { in_machine /usr/bin/netroot undo; }

# As another machine, whose card's address is no other's.
foreign() { # VERB NAME
	ip -n "$namespace" link set c0 address 52:54:00:00:0c:99
	probe "$1" c0 -- e0.0 "$2" || true
	ip -n "$namespace" link set c0 address 52:54:00:00:0c:00
}
string_is() { # PATTERN
	probe discover c0 || return 1
	grep -qE "string=\[$1\]" "$scratch/out"
}
ours="netroot 1 host=$host mac=52:54:00:00:0c:00 time=[0-9]+ id=[0-9a-f]{32}"
list_is() { # WORDS: releasing for a card that is in no list changes nothing, and shows it
	probe unreserve c0 -- e0.0 52:54:00:00:0c:55 || true
	says "$1"
}
noted() { grep -qE "^claim e0\.0 c0 $ours\$" "$machine/run/netroot/made"; }
attached() { grep -qx DEVICE=/dev/etherd/e0.0 "$machine/run/netroot/disk"; }
blank_disk() { rm -f "$scratch/disk.0.0" && truncate -s 4G "$scratch/disk.0.0"; }

claimed_and_released() {
	fresh
	vblade_on 0 0 t0
	check "a free target is attached" attach
	check "it is noted as attached" attached
	check "it says whose it is" string_is "$ours"
	check "the claim is noted" noted
	check "a second run is no stranger" attach
	check "undo" undo
	check "releases the claim" says "the claim on e0.0 is released"
	check "the target says so" string_is ''
	check "nothing is noted any more" test ! -e "$machine/run/netroot/made"
	check "netroot/claim false makes none" attach_with 'netroot/claim boolean false'
	check "indeed" string_is ''
	undo || true
	servers_end
}
attach_with() { keys "$@" && attach; }

next_installation() {
	fresh
	vblade_on 0 0 t0
	check "attached once" attach
	fresh # the installer was started anew
	check "a claim of the same machine asks for nothing" attach
	check "it is this installation's now" noted
	servers_end
	check "undo without the server goes on" undo
	check "and says that the claim stays" says "the claim on e0.0 stays: e0.0 does not answer"
	vblade_on 0 0 t0
	check "a server that was started anew has forgotten: undo" undo
	check "says so" says "the claim on e0.0 was not there any more; the target has none"
	servers_end
}

foreign_claim() {
	fresh
	vblade_on 0 0 t0
	foreign claim shed
	check "another machine's claim stops it" fails_with 1 attach
	check "with its name and address" says "e0.0 is claimed by another machine: shed (52:54:00:00:0c:99), "
	check "its age" grep -qE '[0-9]+ (second|minute|hour|day)s? ago|by a clock that is ahead' "$scratch/out"
	check "and the key that takes it over" says "d-i netroot/takeover boolean true"
	check "the claim is as it was" string_is 'netroot 1 host=shed .*'
	check "nothing is noted" test ! -e "$machine/run/netroot/disk"
	check "with the key it is taken over" attach_with 'netroot/takeover boolean true'
	check "and ours" string_is "$ours"
	ip -n "$namespace" link set c0 address 52:54:00:00:0c:99
	probe take-over c0 -- e0.0 shed || true
	ip -n "$namespace" link set c0 address 52:54:00:00:0c:00
	check "undo leaves a claim that is another's by now" undo
	check "and says whose it is" says "was not there any more; it is shed (52:54:00:00:0c:99)"
	check "it is still there" string_is 'netroot 1 host=shed .*'
	servers_end
}

no_strings() {
	fresh
	fabric --strings forgotten --file "$scratch/disk.0.0" --sectors 8388608 t0
	check "a target that keeps no string is attached" attach
	check "which is said" says "e0.0 keeps no claim (the target accepts a config string and forgets it)"
	check "and noted as no claim" fails_with 1 grep -q '^claim ' "$machine/run/netroot/made"
	servers_end
}

second_server() {
	fresh
	fabric --imposter 0.0 --file "$scratch/disk.0.0" --sectors 8388608 t0
	check "a target of two servers is refused" fails_with 1 attach
	check "with both" says "two servers answer for e0.0 on c0"
	check "and the key" says "d-i netroot/allow-imposter string e0.0"
	check "unclaimed" string_is ''
	check "allowed by name it is attached" attach_with 'netroot/allow-imposter string e0.0'
	check "with a claim on both servers" test "$(probe discover c0; grep -cE "string=\[$ours\]" "$scratch/out")" = 2
	servers_end
}

reservation() {
	fresh
	vblade_on 0 0 t0
	check "netroot/reserve true has the target reserved" attach_with 'netroot/reserve boolean true'
	check "for the card" list_is "list refused [] 52:54:00:00:0c:00"
	check "undo" undo
	check "releases it" list_is "list done []"
	servers_end
}

data_by_the_protocol() {
	fresh
	mke2fs -q -F -t ext4 -L home "$scratch/disk.0.0" 1g 2>/dev/null
	vblade_on 0 0 t0
	check "data that the server has, though no device shows them, stop it" fails_with 1 attach
	check "with what they are" says 'ext4 "home" on the whole disk'
	check "before anything is claimed" string_is ''
	check "netroot/overwrite allows it" attach_with 'netroot/overwrite boolean true'
	servers_end
	blank_disk
}

# The dialog: the same answers by hand.
dialog() {
	fresh
	rm "$machine/answers"
	vblade_on 0 0 t0
	foreign claim shed
	COLUMNS_ROWS="100 40" terminal_start ip netns exec "$namespace" unshare --mount --pid --fork --mount-proc="$machine/proc" \
		chroot "$machine" /usr/bin/netroot attach
	terminal_reaches 'Install onto a network disk'
	terminal_keys Enter
	terminal_reaches 'Network disk to install on'
	check "the dialog's list knows the target and its model without the driver" terminal_says 'Coraid EtherDrive vb'
	check "that it is claimed" terminal_says 'claimed; blank'
	check "and by whom" terminal_says 'claimed by shed (52:54:00:00:0c:99), '
	check "and what the way to it carries" terminal_says 'frames of 2 sectors (MTU 1500)'
	terminal_keys Enter
	check "the takeover is asked for" terminal_says 'Take e0.0 over from another computer?'
	check "with the owner" terminal_says 'shed (52:54:00:00:0c:99), '
	check "No is the default" terminal_says '>>No<<'
	terminal_keys Enter
	check "and leads back to the list" terminal_says 'Network disk to install on'
	terminal_keys Enter
	terminal_reaches 'Take e0.0 over from another computer?'
	terminal_keys Left
	terminal_reaches '>>Yes<<'
	terminal_keys Enter
	terminal_reaches 'Summary of the changes'
	check "the summary has the step" terminal_says 'claim the target for this machine'
	terminal_keys Enter
	check "Yes takes it over" terminal_says 'The network disk is attached'
	terminal_keys Enter
	terminal_reaches 'ended with 0'
	check "the target says so" string_is "$ours"
	terminal_end
	servers_end
}

blank_disk
for part in ${PARTS:-claimed_and_released next_installation foreign_claim no_strings second_server reservation data_by_the_protocol dialog}; do
	echo "== $part"
	$part
done
checks_end
