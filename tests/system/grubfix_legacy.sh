#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: grubfix installs, repairs and refuses with Debian's own GRUB legacy on a disk image
# Run: "$grubfix"
# grubfix with Debian's own GRUB legacy on a disk image: install into the MBR, update-grub, damage and
# repair, and the disks it must refuse.
#   grubfix_legacy.sh GRUBFIX [WORK-DIR]
# Needs root, a loop device, and the packages grub-common, libc6-i386, initramfs-tools-core, fdisk,
# e2fsprogs, xfsprogs, util-linux. grub-legacy is unpacked, not installed: it would replace GRUB 2.
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

grubfix=$(readlink -f "$1")
work=${2:-${NETROOT_WORK:-/var/tmp/netroot-tests}}
if [ "${NETROOT_UNSHARED:-}" != yes ]; then
	NETROOT_UNSHARED=yes exec unshare --mount --propagation private "$0" "$@"
fi

mkdir -p "$work"
scratch=$(mktemp -d "$work/grubfix.XXXXXX")
loop=
target=$scratch/target
detach() {
	! mountpoint -q "$target" || umount -R "$target"
	[ -n "$loop" ] || return 0
	partx -d "$loop" 2>/dev/null || true
	losetup -d "$loop"
	loop=
	rm -f "$scratch"/dev/etherd/e0.0*
}

clean_up() {
	detach
	umount /dev && umount "$scratch/dev"
	rm -rf "$scratch"
}
trap clean_up EXIT

here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
fix() { # ARGUMENT…: grubfix on the target, its words in $scratch/out, its status as ours
	"$grubfix" --root "$target" "$@" >"$scratch/out" 2>&1
}

# 1. Debian's grub-legacy beside the host's /usr, without installing it.
mkdir -p "$work/debs"
"$here/../../debian/fetch-grub-legacy" "$work/debs/grub-legacy.deb"
mkdir "$scratch/legacy" "$scratch/target"
dpkg-deb -x "$work/debs/grub-legacy.deb" "$scratch/legacy"

# 2. /dev of our own, with the AoE names on a loop device.
mkdir "$scratch/dev"
mount -t tmpfs -o mode=755 dev "$scratch/dev"
cp -a /dev/{null,zero,full,random,urandom,tty,loop-control} "$scratch/dev/"
cp -a /dev/loop[0-9]* "$scratch/dev/"
mkdir "$scratch/dev/etherd"
ln -s /proc/self/fd "$scratch/dev/fd"
mount --rbind "$scratch/dev" /dev

attach() { # SFDISK-SCRIPT MKFS-COMMAND…: a fresh disk, its last partition made and mounted as /
	detach
	rm -f "$scratch/disk.img"
	truncate -s 1G "$scratch/disk.img"
	sfdisk -q "$scratch/disk.img" <<<"$1"
	shift
	loop=$(losetup --partscan -f --show "$scratch/disk.img")
	partx -u "$loop" 2>/dev/null || partx -a "$loop" || true
	if [ "$number" -ge 5 ] && [ ! -e "/sys/block/${loop##*/}/${loop##*/}p$number" ]; then
		partx -d --nr 2 "$loop" # added whole by partx, the extended partition covers the logical ones
		partx -a --nr "$number" "$loop"
	fi
	mknod "$scratch/dev/etherd/e0.0" b $((0x$(stat -c %t "$loop"))) $((0x$(stat -c %T "$loop")))
	for part in /sys/block/"${loop##*/}"/"${loop##*/}"p*; do
		mknod "$scratch/dev/etherd/e0.0p${part##*p}" b "$(cut -d: -f1 <"$part/dev")" \
			"$(cut -d: -f2 <"$part/dev")"
	done
	"$@" "$scratch/dev/etherd/e0.0p$number" >"$scratch/mkfs.log" 2>&1
}

populate() { # the least a kernel, update-grub and grub-probe need around them
	mount "/dev/etherd/e0.0p$number" "$target"
	mkdir -p "$target"/{usr,dev,proc,sys,tmp,run,boot,etc/netroot}
	for link in bin sbin lib lib32 lib64; do
		[ ! -L "/$link" ] || cp -a "/$link" "$target/"
	done
	mount -t overlay overlay -o "lowerdir=$scratch/legacy/usr:/usr" "$target/usr"
	mount --rbind "$scratch/dev" "$target/dev"
	mount -t proc proc "$target/proc"
	mount --rbind /sys "$target/sys"
	printf 'NETROOT_TARGET=e0.0\nNETROOT_MACS="52:54:00:12:34:56"\nNETROOT_TIMEOUT=60\n' \
		>"$target/etc/netroot/netroot.conf"
	printf '/dev/etherd/e0.0p%s / ext4 defaults 0 1\n' "$number" >"$target/etc/fstab"
	echo kernel >"$target/boot/vmlinuz-6.12.1-amd64"
	make_initrd 6.12.1-amd64
}

make_initrd() { # VERSION
	local tree=$scratch/initrd
	rm -rf "$tree"
	mkdir -p "$tree/scripts/local-top" "$tree/etc/netroot" "$tree/usr/lib/modules/$1/kernel/drivers/block/aoe"
	echo >"$tree/scripts/local-top/netroot"
	cp "$target/etc/netroot/netroot.conf" "$tree/etc/netroot/"
	echo >"$tree/usr/lib/modules/$1/kernel/drivers/block/aoe/aoe.ko.xz"
	(cd "$tree" && find . | cpio --quiet -o -H newc | gzip -1) >"$target/boot/initrd.img-$1"
}

bytes() { sha256sum "$target"/boot/grub/{menu.lst,device.map}; stat -c '%n %Y.%y' "$target"/boot/grub/*; }

# 3. The usual disk: first partition at sector 4096, root on it.
number=1
attach $'label: dos\nstart=4096, size=1900000, type=83, bootable\ntype=82' mkfs.ext4 -q
populate
check "verify on a bare system is blocking" fails_with 1 fix verify
check "… and says that menu.lst is missing" says /boot/grub/menu.lst
check "dry run of install succeeds" fix install --dry-run
check "… and leaves /boot/grub out" test ! -e "$target/boot/grub"
check "install makes the disk bootable" fix install
mbr=$(head -c 440 "$loop" | sha256sum)
check "the MBR says GRUB" grep -qa GRUB <(head -c 512 "$loop")
check "stage1_5 is embedded behind it" grep -qa 'Geom' <(dd if="$loop" bs=512 skip=1 count=19 status=none)
check "the partition table is as it was" grep -q 'start= *4096' <(sfdisk -d "$loop")
check "device.map names the AoE disk" grep -qx '(hd0) /dev/etherd/e0.0' "$target/boot/grub/device.map"
check "kopt has the AoE root" grep -q '^# kopt=root=/dev/etherd/e0.0p1 ro' "$target/boot/grub/menu.lst"
check "groot is (hd0,0)" grep -qx '# groot=(hd0,0)' "$target/boot/grub/menu.lst"
check "no hostdisk is left" fails_with 1 grep -q hostdisk "$target/boot/grub/menu.lst"
check "verify has no complaint" fix verify
check "… not even a warning" fails_with 1 grep -qE '^(warning|BLOCKING)' "$scratch/out"
check "status names the disk" fix status
check "… and partition" says '/dev/etherd/e0.0p1'

before=$(bytes)
check "a second install changes nothing" fix install
check "… not one byte, not the mtime" test "$(bytes)" = "$before"
check "… nor the MBR" test "$(head -c 440 "$loop" | sha256sum)" = "$mbr"
check "regenerate changes nothing either" fix regenerate
check "… not one byte, not the mtime" test "$(bytes)" = "$before"

# 4. A kernel upgrade after the trap was sprung: device.map by the alias, groot by GRUB 2's name.
sed -i '/^### BEGIN/,$ s|(hd0,0)|(hostdisk//dev/etherd/e0.0,0)|; /^### BEGIN/,$ s|root=/dev/etherd/e0.0p1|root=/dev/sda1|' "$target/boot/grub/menu.lst"
sed -i '1i # a comment of the administrator' "$target/boot/grub/menu.lst"
echo kernel >"$target/boot/vmlinuz-6.12.2-amd64"
make_initrd 6.12.2-amd64
chroot "$target" update-grub >/dev/null 2>&1
check "verify sees what update-grub made of it" fails_with 1 fix verify
check "… (hostdisk" says 'hostdisk'
check "the kernel hook repairs it" fix regenerate --hook postinst 6.12.2-amd64
check "… in every stanza" fails_with 1 grep -qE 'hostdisk|/dev/sda1' "$target/boot/grub/menu.lst"
check "… for the new kernel as well" grep -q '6.12.2-amd64 root=/dev/etherd/e0.0p1' "$target/boot/grub/menu.lst"
check "… and keeps the comment" grep -q 'a comment of the administrator' "$target/boot/grub/menu.lst"
check "verify is content again" fix verify
if command -v augtool >/dev/null; then # another reader of menu.lst as an oracle
	augeas=$(augtool -r "$target" --noautoload -t "Grub.lns incl /boot/grub/menu.lst" \
		print /files/boot/grub/menu.lst)
	check "Augeas reads the same groot" grep -qF '/debian/groot = "(hd0,0)"' <<<"$augeas"
	check "… and the same root= in all four entries" \
		test "$(grep -cF '/kernel/root = "/dev/etherd/e0.0p1"' <<<"$augeas")" = 4
fi
chroot "$target" update-grub >/dev/null 2>&1
before=$(bytes)
check "the repair outlives the next update-grub" fix regenerate
check "… which left nothing to do" test "$(bytes)" = "$before"

# 5. Every other kernel of the menu, and what went before.
rm "$target"/boot/{vmlinuz,initrd.img}-6.12.1-amd64
check "the kernel hook takes a removed kernel out" fix regenerate --hook postrm 6.12.1-amd64
check "… of every stanza" fails_with 1 grep -q '6.12.1-amd64' "$target/boot/grub/menu.lst"
check "undo of that shows what it would do" fix undo --dry-run
sed -i 's/^default.*/default 2/' "$target/boot/grub/menu.lst"
check "a default entry that is not there is a warning" fix verify
check "… of what GRUB makes of it" says 'GRUB takes number 0'
sed -i 's|/boot/vmlinuz-6.12.2|/boot/vmlinuz-none|' "$target/boot/grub/menu.lst"
check "a default entry whose kernel is not there is blocking" fails_with 1 fix verify
check "… in JSON as well" fails_with 1 fix verify --json
check "… which python reads" python3 -c "import json,sys; assert not json.load(open('$scratch/out'))['bootable']"
check "regenerate mends it" fix regenerate
sed -i 's/^default.*/default 0/' "$target/boot/grub/menu.lst"
check "status in JSON names disk and kernel" fix status --json
check "… for a program" python3 -c "
import json; s = json.load(open('$scratch/out'))
assert s['target'] == 'e0.0' and s['kernel'] == '/boot/vmlinuz-6.12.2-amd64' and s['bootable'], s"
echo kernel >"$target/boot/vmlinuz-6.12.3-amd64"
before=$(bytes)
check "a kernel without an initrd fails the hook" fails_with 1 fix regenerate --hook postinst 6.12.3-amd64
check "… loudly" says 'kernel 6.12.3-amd64 is not in menu.lst: /boot/vmlinuz-6.12.3-amd64 has no initrd'
check "… and the files are as they were" test "$(bytes)" = "$before"
make_initrd 6.12.3-amd64
check "dry run shows a unified diff" fix regenerate --dry-run
check "… with the new kernel" says '+kernel		/boot/vmlinuz-6.12.3-amd64 root=/dev/etherd/e0.0p1 ro'
check "… that patch(1) would take" says '--- /boot/grub/menu.lst'
check "… and changes nothing" test "$(bytes)" = "$before"
sum=$(sha256sum <"$target/boot/grub/menu.lst")
check "with its initrd the hook names it" fix regenerate --hook postinst 6.12.3-amd64
check "… first" grep -q -m1 '^title.*6.12.3-amd64$' "$target/boot/grub/menu.lst"
check "undo takes that back" fix undo
check "… to the very bytes" test "$(sha256sum <"$target/boot/grub/menu.lst")" = "$sum"
check "regenerate does it again" fix regenerate
check "verify is content, GRUB's shell reads kernel and initrd" fix verify
check "… by its own words" says "GRUB's shell finds the kernel and initrd"

# 6. Damage that verify must name.
dd if=/dev/zero of="$loop" bs=440 count=1 conv=notrunc status=none
check "a wiped MBR is blocking" fails_with 1 fix verify
check "… and install is the advice" says 'grubfix install'
check "install mends it" fix install
check "… to the very same code" test "$(head -c 440 "$loop" | sha256sum)" = "$mbr"
dd if="$loop" of="$scratch/sectors" bs=512 count=20 status=none
damage() { # BYTE-OFFSET HEX WORDS: blocking, and said so
	printf '%b' "$2" | dd of="$loop" bs=1 seek="$1" conv=notrunc status=none
	check "damage at byte $1 is blocking" fails_with 1 fix verify
	check "… and said: $3" says "$3"
	dd if="$scratch/sectors" of="$loop" bs=512 conv=notrunc status=none
}
damage 68 '\x07' 'list of sectors with stage1_5'
damage 1020 '\x03' 'list of sectors with stage1_5'
damage 1057 'X' 'GRUB opens'
damage 1049 '\x02' 'GRUB looks for its files on (hd0,2)'
damage 700 '\x55' 'not this GRUB'
check "put back, it verifies" fix verify
initrd=$target/boot/initrd.img-6.12.3-amd64
cp "$initrd" "$scratch/initrd.keep"
head -c 100 "$scratch/initrd.keep" >"$initrd"
check "an initrd cut short is blocking" fails_with 1 fix verify
check "… and named" says 'initrd.img-6.12.3-amd64'
make_initrd 6.12.9-amd64 && mv "$target/boot/initrd.img-6.12.9-amd64" "$initrd"
check "one with another kernel's module is blocking" fails_with 1 fix verify
check "… and said so" says 'it holds the module aoe for 6.12.9-amd64 only'
cp "$scratch/initrd.keep" "$initrd"
sed -i 's/e0.0$/e0.1/' "$target/etc/netroot/netroot.conf"
mknod "$scratch/dev/etherd/e0.1" b $((0x$(stat -L -c %t "$loop"))) $((0x$(stat -L -c %T "$loop")))
check "an initrd with another target than netroot.conf is blocking" fails_with 1 fix verify
sed -i 's/e0.1$/e0.0/' "$target/etc/netroot/netroot.conf"
mv "$target/boot/grub/stage2" "$scratch/stage2"
check "a missing stage2 is blocking" fails_with 1 fix verify
mv "$scratch/stage2" "$target/boot/grub/stage2"
check "all is well again" fix verify
check "an unknown command is wrong usage" fails_with 2 fix repair

# 7. Root on a logical partition.
number=5
attach $'label: dos\nstart=2048, size=200000, type=83\nstart=204800, type=5\nstart=206848, type=83' mkfs.ext4 -q
populate
check "root on logical partition 5: install" fix install
check "… groot is (hd0,4)" grep -qx '# groot=(hd0,4)' "$target/boot/grub/menu.lst"
check "… verify is content" fix verify

# 8. Disks that GRUB legacy cannot boot: refused with the reason, nothing written.
refused() { # WHY WORDS
	check "refused: $1" fails_with 1 fix install
	check "… and says so" says "$2"
	check "… nothing was written" test ! -e "$target/boot/grub"
	check "… the boot code neither" cmp -s <(head -c 440 "$loop") <(head -c 440 /dev/zero)
}
number=1
attach $'label: gpt\nstart=2048' mkfs.ext4 -q
populate
refused "a GPT label" "GPT"
attach $'label: dos\nstart=2048, type=83' mkfs.ext4 -q -O inline_data
populate
refused "ext4 with inline_data" "inline_data"
attach $'label: dos\nstart=2048, type=83' mkfs.xfs -q -f
populate
refused "XFS" "xfs"
attach $'label: dos\nstart=8, type=83' mkfs.ext4 -q
populate
refused "no room before the first partition" "begins at sector 8"

checks_end
