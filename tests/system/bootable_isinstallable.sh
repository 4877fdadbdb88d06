#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: main-menu is offered the boot loader item only for a system on the attached network disk
# When main-menu may offer "Make the network disk bootable": the real script on a made-up /run and /proc.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
script=$here/../../udeb/installer/netroot-bootloader.isinstallable
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/run/netroot" "$root/proc"
failed=0

expect() { # STATUS WHAT
	status=0
	NETROOT_ROOT=$root "$script" || status=$?
	if [ "$status" = "$1" ]; then echo "ok: $2"; else
		echo "FAILED: $2: exit status $status, expected $1" >&2
		failed=1
	fi
}
attached() { # ALIAS
	printf '%s\n' TARGET=e0.0 DEVICE=/dev/etherd/e0.0 "ALIAS=$1" >"$root/run/netroot/disk"
}
mounted() { # DEVICE, empty: nothing
	echo "proc /proc proc rw 0 0" >"$root/proc/mounts"
	[ -z "$1" ] || echo "$1 /target ext4 rw 0 0" >>"$root/proc/mounts"
}

mounted ''
expect 1 "not without a network disk"
attached ''
expect 0 "offered while nothing is mounted on /target"
mounted /dev/etherd/e0.0p1
expect 0 "offered when /target is on the network disk"
mounted /dev/sda1
expect 1 "not when /target is on a local disk"
mounted /dev/etherd/e0.01p1
expect 1 "not when /target is on a target whose name only begins the same"
mounted /dev/mapper/vg-root
expect 1 "not when /target is on LVM"
attached /dev/sda
mounted /dev/sda1
expect 0 "offered when /target is on the disk's alias"
mounted /dev/sdb1
expect 1 "not on another disk than the alias"
exit $failed
