#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: partman is kept from planning a system on a label that GRUB legacy cannot boot from
# The check as it is shipped, chrooted to a folder with busybox where partman and debconf are as small as
# the check needs them. Needs root (chroot).
# shellcheck disable=SC2016 # what is in single quotes is for the machine's shell
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
machine=$(mktemp -d)
trap 'rm -rf "$machine"' EXIT
failures=0

# shellcheck source=tests/system/played-machine.sh
. "$top/tests/system/played-machine.sh"

make_machine() { # LABEL SECTORS MOUNT-POINT
	busybox_root
	mkdir -p "$machine"/{devices/disk,run/netroot} "$machine/lib/partman"/{lib,fstab.d,check.d} \
		"$machine/sys/block/etherd!e0.0"
	for name in sed grep cat; do ln -s busybox "$machine/bin/$name"; done
	program logger 'echo "$*" >>/run/log'
	cat >"$machine/lib/partman/lib/base.sh" <<-BASE
		DEVICES=/devices
		open_dialog() { :; }
		close_dialog() { :; }
		read_line() { eval "\$1=$1"; }
		db_subst() { echo "\$2 \$3" >>/run/asked; }
		db_fset() { :; }
		db_input() { :; }
		db_go() { :; }
	BASE
	echo /dev/etherd/e0.0 >"$machine/devices/disk/device"
	echo DEVICE=/dev/etherd/e0.0 >"$machine/run/netroot/disk"
	echo "$2" >"$machine/sys/block/etherd!e0.0/size"
	program ../lib/partman/fstab.d/ext3 "echo /dev/etherd/e0.0p1 $3 ext4 defaults 0 1"
	cp "$top/udeb/installer/netroot-bootloader/lib/partman/check.d/20netroot-label" "$machine/lib/partman/check.d/"
}

asked() {
	if [ -z "$1" ]; then [ ! -e "$machine/run/asked" ]; else grep -qs -- "$1" "$machine/run/asked"; fi
}

# check STATUS PATTERN WHAT: how the check ends, and what is shown ("" for nothing).
check() {
	local status=0
	chroot "$machine" /bin/sh /lib/partman/check.d/20netroot-label || status=$?
	if [ "$status" = "$1" ] && asked "$2"; then
		echo "ok: $3"
	else
		echo "FAILED: $3: exit status $status: $(cat "$machine/run/asked" 2>/dev/null)"
		failures=$((failures + 1))
	fi
}

make_machine msdos 8388608 /
check 0 '' "an msdos label is passed"
make_machine gpt 8388608 /srv
check 0 '' "a gpt label on a disk without / and /boot is passed"
make_machine gpt 8388608 /
rm "$machine/run/netroot/disk"
check 0 '' "without a network disk nothing is looked at"
make_machine gpt 8388608 /boot
check 1 'WHAT .*e0.0 has a partition table of type gpt, which GRUB legacy cannot boot from' "a gpt label is refused"
check 1 'HINT .*use guided partitioning of the entire disk' "guided partitioning mends it"
make_machine gpt 4294967296 /
check 1 'HINT .*use guided partitioning of the entire disk' "at 2 TiB as well"
make_machine gpt 4294967297 /
check 1 'HINT It is larger than 2 TiB, .* an msdos table reaches 2 TiB only' "beyond 2 TiB it is said what msdos reaches"
grep -q 'larger than 2 TiB' "$machine/run/log" || { echo "FAILED: the log does not say it"; failures=$((failures + 1)); }
[ "$failures" = 0 ]
