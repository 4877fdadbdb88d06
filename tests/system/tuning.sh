#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: MTU and patience of the root disk are decided in the initramfs, and DHCP does not lower them
# Run: 
# hooks/initramfs/tuning.sh and hooks/dhclient/enter-hook in a folder that plays /sys, by dash and, where it is
# there, by klibc's shell, which is the initramfs' own.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
hooks=$here/../../hooks
scratch=$(mktemp -d)
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
trap 'rm -rf "$scratch"' EXIT

net=$scratch/sys/class/net
parameters=$scratch/sys/module/aoe/parameters
disk=$scratch/sys/block/etherd!e0.0

machine() {
	rm -rf "$scratch/sys" "$scratch/proc"
	mkdir -p "$net/ens3" "$net/ens4" "$parameters" "$disk" "$scratch/proc"
	echo 52:54:00:77:00:01 >"$net/ens3/address"
	echo 52:54:00:77:00:0a >"$net/ens4/address"
	echo 1500 | tee "$net/ens3/mtu" >"$net/ens4/mtu"
	echo 180 >"$parameters/aoe_deadsecs"
	echo 64 >"$parameters/aoe_maxout"
	echo ens3,ens4 >"$disk/netif"
	echo "/dev/etherd/e0.0p1 / ext4 rw 0 0" >"$scratch/proc/mounts"
	: >"$scratch/proc/swaps"
}

# SHELL SETTINGS COMMANDS: as scripts/local-top/netroot does
# shellcheck disable=SC2016 # for that shell
tuned() {
	NETROOT_ROOT=$scratch "$1" -c 'say() { echo "$*"; }
		NETROOT_MTU= NETROOT_DEADSECS= NETROOT_MAXOUT=
		eval "$2"; . "$1"; eval "$3"' sh "$hooks/initramfs/tuning.sh" "$2" "$3" >"$scratch/out" 2>&1
}
has() { [ "$(cat "$1")" = "$2" ]; }
# shellcheck disable=SC2016 # for that shell
both_links='for link in '$net'/*; do set_mtu "$link"; done'

mtu_checks() { # SHELL
	machine
	check "$1: without a word the MTU stays" tuned "$1" '' "$both_links"
	check "… on the first port" has "$net/ens3/mtu" 1500
	check "$1: one number" tuned "$1" 'NETROOT_MTU=9000' "$both_links"
	check "… is for the first port" has "$net/ens3/mtu" 9000
	check "… and for the second" has "$net/ens4/mtu" 9000
	machine
	check "$1: a list by addresses, in capitals or not" tuned "$1" 'NETROOT_MTU="52:54:00:77:00:0A=9000"' "$both_links"
	check "… leaves the port alone that is not named" has "$net/ens3/mtu" 1500
	check "… and sets the one that is" has "$net/ens4/mtu" 9000
	check "$1: an address before a number for the rest" tuned "$1" 'NETROOT_MTU="52:54:0:77:0:1=4132 9000"' "$both_links"
	check "… has its own" has "$net/ens3/mtu" 4132
	check "$1: what is no number" tuned "$1" 'NETROOT_MTU=jumbo' "$both_links"
	check "… changes nothing" has "$net/ens3/mtu" 4132
	machine
	rm "$net/ens3/mtu" && ln -s /proc/version "$net/ens3/mtu" # which can be read, not written
	check "$1: a card that refuses is no failure" tuned "$1" 'NETROOT_MTU=9000' "$both_links; $both_links"
}

driver_checks() { # SHELL
	machine
	check "$1: without a word the driver waits for a week" tuned "$1" '' tune_driver
	check "… instead of three minutes" has "$parameters/aoe_deadsecs" 604800
	check "… and has as many frames under way as before" has "$parameters/aoe_maxout" 64
	echo 30 >"$parameters/aoe_deadsecs"
	check "$1: a value from modprobe.d" tuned "$1" '' tune_driver
	check "… stays" has "$parameters/aoe_deadsecs" 30
	check "$1: netroot.conf's values" tuned "$1" 'NETROOT_DEADSECS=0 NETROOT_MAXOUT=8' tune_driver
	check "… count for patience" has "$parameters/aoe_deadsecs" 0
	check "… and for frames" has "$parameters/aoe_maxout" 8
}

lost_checks() { # SHELL
	machine
	echo 8704 >"$disk/payload" && echo "1 0" >"$disk/inflight" && echo "0 0 0 0" >"$disk/stat"
	# shellcheck disable=SC2016 # for that shell
	check "$1: a disk that answers and cannot be read with large frames" tuned "$1" '' 'large_frames_are_lost && echo "$lost $lost_payload"'
	check "… is named" has "$scratch/out" "e0.0 8704"
	echo "7 0 0 0" >"$disk/stat"
	check "$1: one that was read is none" tuned "$1" '' '! large_frames_are_lost'
}

# dhclient-script sources its hooks by a plain ".", in a shell without -e.
dhclient_gives() { # MTU PORT; what is left of it in $scratch/out
	# shellcheck disable=SC2016 # for that shell
	NETROOT_ROOT=$scratch NETROOT_LIB=$hooks/lib PATH=$scratch/bin:$PATH dash -c '
		new_interface_mtu=$1 interface=$2; . "$3"; echo "${new_interface_mtu:-none}"' \
		sh "$1" "$2" "$hooks/dhclient/enter-hook" >"$scratch/out" 2>&1
}

dhclient_checks() {
	machine
	mkdir -p "$scratch/bin"
	printf '#!/bin/sh\necho "$*" >>%s/log\n' "$scratch" >"$scratch/bin/logger"
	chmod 755 "$scratch/bin/logger"
	echo 9000 >"$net/ens3/mtu"
	dhclient_gives 1500 ens3
	check "a DHCP server's MTU does not lower that of the root disk's port" has "$scratch/out" none
	check "… which is logged" grep -q "ens3 keeps its MTU" "$scratch/log"
	dhclient_gives 9000 ens3
	check "the same MTU is no matter" has "$scratch/out" 9000
	mkdir "$net/ens9" && echo 9000 >"$net/ens9/mtu"
	dhclient_gives 1500 ens9
	check "another port's may be lowered" has "$scratch/out" 1500
	echo "/dev/sda1 / ext4 rw 0 0" >"$scratch/proc/mounts"
	dhclient_gives 1500 ens3
	check "and any, where nothing is on an AoE disk" has "$scratch/out" 1500
}

# The installed system's side of several ways: the driver's list, and netroot.conf's.
held_checks() {
	machine
	echo ens3 >"$disk/netif"
	mkdir -p "$scratch/etc/netroot" "$net/ens4/device" "$net/ens9/device"
	echo 52:54:00:77:00:09 >"$net/ens9/address"
	echo 'NETROOT_MACS="52:54:00:77:00:01 52:54:00:77:00:0A"' >"$scratch/etc/netroot/netroot.conf"
	# shellcheck disable=SC2016 # for that shell
	NETROOT_ROOT=$scratch dash -euc '. "$1"; held_links' sh "$hooks/lib/held-links.sh" >"$scratch/out"
	check "a port that the driver uses is held" grep -qx ens3 "$scratch/out"
	check "so is one of NETROOT_MACS that it has left out" grep -qx ens4 "$scratch/out"
	check "… and no other" fails_with 1 grep -qx ens9 "$scratch/out"
}

for shell in dash /usr/lib/klibc/bin/sh; do
	command -v $shell >/dev/null || continue
	mtu_checks $shell
	driver_checks $shell
	lost_checks $shell
done
dhclient_checks
held_checks
checks_end
