#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: `netroot bootable` makes a real Debian in a chroot bootable from its AoE disk
# Run: --netroot "$netroot" --deb "$deb" --grub-legacy "$NETROOT_STATIC_PREFIX/grub-legacy.deb"
# bootable_chroot.sh: `netroot bootable` for real. A Debian base system is unpacked into a partitioned
# image whose loop device bears the names of an AoE disk; then the installer's three stages run as
# debian-installer would run them, with the kernel installed in between, and the result is looked
# at: packages, initrd, boot sector, device.map, menu.lst, network, sanboot files. Before GRUB, the same
# without a boot loader, with the sanboot script published to real servers in a network namespace.
# Needs root, and Debian's archive the first time.
#
# bootable_chroot.sh --netroot PROGRAM --deb NETROOT.deb [--grub-legacy GRUB-LEGACY.deb]
#                    [--suite trixie] [--keep IMAGE]
# --keep: the image is kept there, ready to be exported by vblade and booted; root has no password.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/system/lib/aoe-chroot.sh
. "$here/lib/aoe-chroot.sh"
own_mount_namespace "$0" "$@"

suite=trixie netroot='' deb='' grub_legacy=''
while [ $# -gt 1 ]; do
	case $1 in
	--netroot) netroot=$(readlink -f "$2") ;;
	--deb) deb=$(readlink -f "$2") ;;
	--grub-legacy) grub_legacy=$(readlink -f "$2") ;;
	--suite) suite=$2 ;;
	--keep) keep_image=$2 ;;
	*) break ;;
	esac
	shift 2
done
if [ $# -gt 0 ] || [ ! -x "$netroot" ] || [ ! -s "$deb" ]; then
	sed -n '12,14s/^# //p' "$0" >&2
	exit 2
fi

tarball=$("$here/debian-root.sh" "$suite")
work=${NETROOT_WORK:-/var/tmp/netroot-work}
mirror=${NETROOT_MIRROR:-http://deb.debian.org/debian}
scratch=$(mktemp -d "$work/bootable.XXXXXX")
installer=$scratch/installer
target=$installer/target
log=$scratch/log

servers=()

finish() {
	set +e
	[ ${#servers[@]} = 0 ] || kill "${servers[@]}" 2>/dev/null
	umount -l "$installer/proc"
	let_go_of_disk "$installer/dev"
	cp "$log" "$work/bootable_chroot.log" 2>/dev/null
	rm -rf --one-file-system "$scratch"
}
trap finish EXIT

# 1. The disk, and the installer: a root of its own, with its own /dev.
make_disk
mkdir -p "$installer"/{proc,run/netroot,usr/share/netroot,var/log}
make_dev "$installer/dev"
mount --bind /proc "$installer/proc"
cp "$deb" "$installer/usr/share/netroot/netroot.deb"
[ -z "$grub_legacy" ] || cp "$grub_legacy" "$installer/usr/share/netroot/grub-legacy.deb"
printf '%s\n' TARGET=e0.0 DEVICE=/dev/etherd/e0.0 ALIAS=/dev/sda INTERFACE=ens3 \
	MAC=52:54:00:77:00:01 >"$installer/run/netroot/disk"
cat >"$scratch/answers" <<'END'
d-i netroot/kernel-options string console=ttyS0,115200
d-i netroot/timeout string 90
END

# 2. The base system as base-installer leaves it before its post-base-installer.d.
unpack_base "$tarball" "$installer/dev"
printf '# made by netcfg\nauto lo\niface lo inet loopback\n\nallow-hotplug ens3\niface ens3 inet dhcp\n' \
	>"$target/etc/network/interfaces"
in_target apt-get -q update >>"$log" 2>&1

bootable() { # STAGE
	"$netroot" bootable --root "$installer" --answers "$scratch/answers" --stage "$1"
}
stage() { # STAGE
	local started=$SECONDS
	say "stage $1:"
	if ! bootable "$1" 2>&1 | tee -a "$log"; then
		fail "stage $1"
		tail -n 30 "$log" >&2
		exit 1
	fi
	say "stage $1 took $((SECONDS - started)) s"
}

stage packages

# base-installer's next waypoint, with its resume file.
say "installing the kernel"
mount_proc_and_sys
apt_in_target install initramfs-tools >>"$log" 2>&1
quick_initrds
apt_in_target install linux-image-amd64 >>"$log" 2>&1 ||
	{ tail -n 20 "$log" >&2 && fail "the kernel installs with our hooks in place" && exit 1; }
initrd=$(basename "$(echo "$target"/boot/initrd.img-*)")
check "the kernel's first initrd needs no second one" \
	in_target sh -c "lsinitramfs /boot/$initrd | grep -q scripts/local-top/netroot"
stat -c %Y.%s "$target/boot/$initrd" >"$scratch/first-initrd"
umount_proc_and_sys

# 3. Without a boot loader: all but GRUB. Nothing is fetched any more, so a namespace without a
# network has the servers that the script is published to.
# shellcheck source=tests/system/lib/bootable-publish.sh
. "$here/lib/bootable-publish.sh"

# 4. With GRUB: what the reboot would meet.
stage boot
version=${initrd#initrd.img-}
menu=$target/boot/grub/menu.lst
checks=$installer/run/netroot/checks
check "the first initrd was left as it was" \
	test "$(stat -c %Y.%s "$target/boot/$initrd")" = "$(cat "$scratch/first-initrd")"
check "the initrd holds aoe.ko" in_target sh -c "lsinitramfs /boot/$initrd | grep -q '/aoe.ko'"
check "the initrd holds no local-top of aoetools" \
	in_target sh -c "! lsinitramfs /boot/$initrd | grep -q 'local-top/aoe\$'"
check "device.map names the AoE disk" grep -qx '(hd0)[[:space:]]*/dev/etherd/e0.0' "$target/boot/grub/device.map"
check "kopt names the AoE root and our option" \
	grep -Eq '^# kopt=root=(/dev/etherd/e0.0p1|UUID='"$root_uuid"') ro .*console=ttyS0,115200' "$menu"
check "groot is GRUB's own name" grep -qx '# groot=(hd0,0)' "$menu"
check "no stanza has a hostdisk name" sh -c "! grep -q hostdisk '$menu'"
check "a stanza boots the kernel that is there" \
	sh -c "grep '^kernel' '$menu' | grep -qF '/boot/vmlinuz-$version root='"
check "stage1 is in the MBR" sh -c "head -c 440 '$image' | strings | grep -q GRUB"
check "the partition table is still there" sh -c "sfdisk -d '$image' | grep -q 'start= *4096'"
check "stage1_5 is behind it" sh -c "dd if='$image' bs=512 skip=1 count=40 status=none | strings | grep -q 'stage2'"
check "the GRUB legacy package is the real one" test -x "$target/usr/sbin/grub"
check "apt would keep GRUB legacy" sh -c \
	"chroot '$target' apt-cache policy grub-legacy | grep -A1 -F '***' | grep -q 1001"
check "the NIC is not taken down at shutdown" grep -qx 'no-auto-down ens3' "$target/etc/network/interfaces"
check "nothing of the netcfg file got lost" grep -qx 'iface ens3 inet dhcp' "$target/etc/network/interfaces"
check "the identity names the target" grep -qx 'NETROOT_TARGET=e0.0' "$target/etc/netroot/netroot.conf"
check "the timeout came from the answers" grep -qx 'NETROOT_TIMEOUT=90' "$target/etc/netroot/netroot.conf"
check "a sanboot script is in the target" grep -q 'sanboot.* aoe:e0.0' "$target"/etc/netroot/sanboot*
check "a sanboot script is in the target's installer logs" \
	sh -c "grep -rq 'sanboot.* aoe:e0.0' '$target/var/log/installer/'"
check "the checks are kept for a screen, and no one is blocking" \
	sh -c "grep -q '^passed	MBR	' '$checks' && ! grep -q '^blocking' '$checks'"
check "a sanboot script is in the installer's logs" sh -c "grep -rq 'sanboot.* aoe:e0.0' '$installer/var/log/'"

# 5. Again: nothing changes, nothing is made anew.
before=$(cd "$target" && find boot etc -type f -printf '%p %T@ %s\n' | sort | sha256sum)
stage boot
check "a second run changes no file" \
	test "$before" = "$(cd "$target" && find boot etc -type f -printf '%p %T@ %s\n' | sort | sha256sum)"

# 6. netcfg writes the file anew at the end; the finish stage protects it again.
printf 'auto lo\niface lo inet loopback\nauto ens3\niface ens3 inet dhcp\n' >"$target/etc/network/interfaces"
printf 'd-i netroot/target string e0.0\n' >"$installer/var/log/netroot/netroot-preseed.cfg"
stage finish
check "the answers are kept in the target's installer logs" \
	cmp "$installer/var/log/netroot/netroot-preseed.cfg" "$target/var/log/installer/netroot-preseed.cfg"
check "the NIC is protected after netcfg's last word" \
	grep -qx 'no-auto-down ens3' "$target/etc/network/interfaces"

# 7. What packages or boot stage could not do is mended by the menu item.
sed -i 's/^# groot=.*/# groot=(hostdisk\/\/dev\/etherd\/e0.0,0)/' "$menu"
in_target dpkg --purge netroot >>"$log" 2>&1
in_target update-initramfs -u -k "$version" >>"$log" 2>&1
stage boot
check "a lost package is put back" test -x "$target/usr/sbin/grubfix"
check "an initrd without our script is made again" \
	in_target sh -c "lsinitramfs /boot/$initrd | grep -q scripts/local-top/netroot"
check "groot is mended" grep -qx '# groot=(hd0,0)' "$menu"

if [ "$failures" -gt 0 ]; then
	say "bootable_chroot: $failures checks failed (log: $work/bootable_chroot.log)"
	exit 1
fi
umount -R "$target"
e2fsck -fn /dev/etherd/e0.0p1 >>"$log" 2>&1 || fail "the file system is clean afterwards"
say "bootable_chroot: all checks passed"
[ "$failures" -eq 0 ]
