#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: what is on a disk is told for tables, file systems, LVM, RAID, encryption, swap and a blank one
# Run: "$netroot"
# Image files, made by the real tools; LVM's on a loop device, since pvcreate wants one, and since there a real block
# device is read, too.
#   probe_disks.sh NETROOT
# Needs root, and cryptsetup-bin dosfstools e2fsprogs fdisk lvm2 xorriso. Without loop devices LVM is left out.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
netroot=$(readlink -f "${1:?usage: $0 NETROOT}")
scratch=$(mktemp -d /tmp/netroot-probe.XXXXXX)
loops=()
stop() {
	for loop in "${loops[@]}"; do losetup -d "$loop" 2>/dev/null || :; done
	rm -rf "$scratch"
}
trap stop EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
mib=$((1024 * 1024))

disk() { rm -f "$scratch/$1" && truncate -s "${2:-64}M" "$scratch/$1"; } # NAME MIB
on_loop() { # NAME: sets loop
	loop=$(losetup -f --show "$scratch/$1" 2>/dev/null) && loops+=("$loop")
}
tells() { # PATH LINE…: exactly these lines of what is on it
	local path=$1
	shift
	echo "$path" | "$netroot" probe >"$scratch/out"
	grep -v -e '^model ' -e '^serial ' -e '^firmware ' "$scratch/out" |
		awk '/^table /{n++} n > 1' >"$scratch/told" # who the disk is comes first, alone
	printf '%s\n' "$@" . | diff "$scratch/told" -
}

disk blank
check "a blank disk has nothing" tells "$scratch/blank" "table %"
disk tiny 1
check "a small one neither" tells "$scratch/tiny" "table %"

disk dos
printf '2048,40960,83\n43008,20480,5\n45056,8192,82\n' | sed 's/^/start=/; s/,/, size=/; s/,\([^,]*\)$/, type=\1/' |
	{ echo 'label: dos'; cat; } | sfdisk -q "$scratch/dos"
mke2fs -q -F -t ext4 -L "my root" -E offset=$mib "$scratch/dos" 20m 2>/dev/null
check "an msdos table: a labelled ext4, a logical partition, the extended one left out" tells "$scratch/dos" \
	"table dos" "area 1 $((40960 * 512)) ext4 my%20root 0x83" "area 5 $((8192 * 512)) % % 0x82"

disk gpt
printf 'label: gpt\nstart=2048, size=81920, type=U\nstart=83968, size=20480, name="my data"\n' | sfdisk -q "$scratch/gpt"
mkfs.fat -F 32 -n ESP --offset 2048 "$scratch/gpt" 40960 >/dev/null 2>&1
check "a gpt table: an EFI system partition, and one without a file system by its name" tells "$scratch/gpt" \
	"table gpt" "area 1 $((81920 * 512)) vfat ESP c12a7328-f81f-11d2-ba4b-00a0c93ec93b" \
	"area 2 $((20480 * 512)) % my%20data 0fc63daf-8483-4772-8e79-3d69d8477de4"

disk empty-table
echo 'label: dos' | sfdisk -q "$scratch/empty-table"
check "a table without partitions" tells "$scratch/empty-table" "table dos"

disk whole
mke2fs -q -F -t ext4 -L backup "$scratch/whole"
check "a file system on the whole disk" tells "$scratch/whole" "table %" "area 0 $((64 * mib)) ext4 backup %"

disk swap
mkswap -q -L swapped "$scratch/swap" 2>/dev/null
check "swap" tells "$scratch/swap" "table %" "area 0 $((64 * mib)) swap swapped %"

disk luks
printf secret | cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$scratch/luks" - \
	>"$scratch/cryptsetup.log" 2>&1 || cat "$scratch/cryptsetup.log"
check "encryption" tells "$scratch/luks" "table %" "area 0 $((64 * mib)) crypto_LUKS % %"

mkdir "$scratch/files"
echo hello >"$scratch/files/hello"
xorriso -as mkisofs -quiet -V 'MY MEDIUM' -o "$scratch/iso" "$scratch/files" 2>/dev/null
check "an image of a CD" tells "$scratch/iso" "table %" "area 0 $(stat -c %s "$scratch/iso") iso9660 MY%20MEDIUM %"

disk lvm
if on_loop lvm; then
	pvcreate -q -y "$loop" >/dev/null 2>&1 || :
	check "a physical volume of LVM, on a block device" tells "$loop" "table %" "area 0 $((64 * mib)) LVM2_member % %"
else
	echo "left out: no loop device can be had here"
fi
# By hand: mdadm(8) makes one only with the kernel's help. Version 1.2 of the superblock, 4 KiB into the disk (the
# kernel's struct mdp_superblock_1): magic and version, name at byte 32, its own sector at byte 144.
disk raid
at() { dd of="$scratch/raid" bs=1 seek=$((4096 + $1)) conv=notrunc status=none; }
printf '\374\116\053\251\1\0\0\0' | at 0
printf 'host:mirror' | at 32
printf '\10\0\0\0\0\0\0\0' | at 144
check "a member of a RAID" tells "$scratch/raid" "table %" "area 0 $((64 * mib)) linux_raid_member host:mirror %"

answers_after_an_error() {
	printf '%s\n' "$scratch/missing" "$scratch/swap" | "$netroot" probe >"$scratch/out"
	says "error it cannot be opened: No such file or directory" && says "area 0 $((64 * mib)) swap swapped %"
}
check "after a disk that cannot be opened the next one is answered" answers_after_an_error
checks_end
