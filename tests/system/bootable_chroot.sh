#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: `netroot bootable` makes a real Debian in a chroot bootable from its AoE disk
# Run: --netroot "$netroot" --deb "$deb" --grub-legacy "$NETROOT_STATIC_PREFIX/grub-legacy.deb"
# bootable_chroot.sh: `netroot bootable` for real. A Debian base system is unpacked into a partitioned
# image whose loop device bears the names of an AoE disk; then the installer's three stages run as
# debian-installer would run them, with the kernel installed in between, and the result is looked
# at: packages, initrd, boot sector, device.map, menu.lst, network, sanboot files. Needs root, and
# Debian's archive the first time.
#
# bootable_chroot.sh --netroot PROGRAM --deb NETROOT.deb [--grub-legacy GRUB-LEGACY.deb]
#                    [--suite trixie] [--keep IMAGE]
# --keep: the image is kept there, ready to be exported by vblade and booted; root has no password.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
suite=trixie netroot='' deb='' grub_legacy='' keep=''
while [ $# -gt 1 ]; do
	case $1 in
	--netroot) netroot=$(readlink -f "$2") ;;
	--deb) deb=$(readlink -f "$2") ;;
	--grub-legacy) grub_legacy=$(readlink -f "$2") ;;
	--suite) suite=$2 ;;
	--keep) keep=$2 ;;
	*) break ;;
	esac
	shift 2
done
if [ $# -gt 0 ] || [ ! -x "$netroot" ] || [ ! -s "$deb" ]; then
	sed -n '11,13s/^# //p' "$0" >&2
	exit 2
fi

# A mount namespace of its own: all mounts, and the /dev below, are gone when this ends.
if [ -z "${NETROOT_IN_NAMESPACE:-}" ]; then
	tarball=$("$here/debian-root.sh" "$suite")
	export NETROOT_IN_NAMESPACE=yes TARBALL="$tarball" KEEP="$keep"
	exec unshare --mount --propagation private -- bash "$0" --netroot "$netroot" --deb "$deb" \
		--suite "$suite" ${grub_legacy:+--grub-legacy "$grub_legacy"}
fi

work=${NETROOT_WORK:-/var/tmp/netroot-work}
mirror=${NETROOT_MIRROR:-http://deb.debian.org/debian}
scratch=$(mktemp -d "$work/bootable.XXXXXX")
installer=$scratch/installer
target=$installer/target
image=$scratch/disk.img
log=$scratch/log
loop=''
failures=0

finish() {
	set +e
	umount -R "$target" 2>/dev/null
	if [ -n "$loop" ]; then
		partx -d "$loop" 2>/dev/null
		losetup -d "$loop"
	fi
	[ -z "$KEEP" ] || [ "$failures" -gt 0 ] || mv "$image" "$KEEP"
	cp "$log" "$work/bootable_chroot.log" 2>/dev/null
	umount -l "$installer/proc" "$installer/dev"
	rm -rf --one-file-system "$scratch"
}
trap finish EXIT

say() { printf '%s\n' "$*"; }
fail() {
	say "FAILED: $*" >&2
	failures=$((failures + 1))
}
check() { # WHAT COMMAND...
	local what=$1
	shift
	if "$@" >>"$log" 2>&1; then say "ok: $what"; else fail "$what"; fi
}
in_target() { chroot "$target" env LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }

# 1. The disk: msdos label, the first partition where partman puts it on an AoE disk.
truncate -s 4G "$image"
sfdisk -q "$image" <<'END'
label: dos
start=4096, size=7340032, type=83, bootable
start=7344128, size=1040384, type=82
END
# partx: some kernels are built without the reader of msdos labels.
loop=$(losetup --partscan -f --show "$image")
partx -u "$loop" 2>/dev/null || partx -a "$loop"
mkfs.ext4 -q -F -E nodiscard "${loop}p1"
mkswap "${loop}p2" >/dev/null

# 2. The installer: a root of its own, whose /dev has the AoE names and is /dev here, too, so that
# /proc/mounts says what debian-installer's would.
mkdir -p "$installer"/{dev,proc,run/netroot,usr/share/netroot,var/log} "$target"
mount -t tmpfs -o mode=755 dev "$installer/dev"
cp -a /dev/{null,zero,full,random,urandom,tty,ptmx} "$installer/dev/"
mkdir -p "$installer"/dev/{etherd,pts,shm}
ln -s /proc/self/fd "$installer/dev/fd"
node() { # DEVICE NAME
	cp -a "$1" "$installer/dev/etherd/$2"
}
cp -a "$loop" "$installer/dev/" # to let go of it in the end
node "$loop" e0.0
node "${loop}p1" e0.0p1
node "${loop}p2" e0.0p2
mount --rbind "$installer/dev" /dev
mount --bind /proc "$installer/proc"
mount /dev/etherd/e0.0p1 "$target"
cp "$deb" "$installer/usr/share/netroot/netroot.deb"
[ -z "$grub_legacy" ] || cp "$grub_legacy" "$installer/usr/share/netroot/grub-legacy.deb"
printf '%s\n' TARGET=e0.0 DEVICE=/dev/etherd/e0.0 ALIAS=/dev/sda INTERFACE=ens3 \
	MAC=52:54:00:77:00:01 >"$installer/run/netroot/disk"
cat >"$scratch/answers" <<'END'
d-i netroot/kernel-options string console=ttyS0,115200
d-i netroot/timeout string 90
END

# 3. The base system as base-installer leaves it before its post-base-installer.d.
say "unpacking $TARBALL"
tar -C "$target" --xattrs --zstd -xf "$TARBALL"
mount --bind "$installer/dev" "$target/dev"
cp /etc/resolv.conf "$target/etc/resolv.conf"
echo "deb $mirror $suite main" >"$target/etc/apt/sources.list"
rm -f "$target"/etc/apt/sources.list.d/*
printf 'APT::Install-Recommends "false";\n' >"$target/etc/apt/apt.conf.d/00InstallRecommends"
printf 'force-unsafe-io\n' >"$target/etc/dpkg/dpkg.cfg.d/force-unsafe-io"
printf '#!/bin/sh\nexit 101\n' >"$target/usr/sbin/policy-rc.d"
chmod +x "$target/usr/sbin/policy-rc.d"
root_uuid=$(blkid -p -s UUID -o value /dev/etherd/e0.0p1)
swap_uuid=$(blkid -p -s UUID -o value /dev/etherd/e0.0p2)
printf 'UUID=%s / ext4 errors=remount-ro 0 1\nUUID=%s none swap sw 0 0\n' \
	"$root_uuid" "$swap_uuid" >"$target/etc/fstab"
printf '# made by netcfg\nauto lo\niface lo inet loopback\n\nallow-hotplug ens3\niface ens3 inet dhcp\n' \
	>"$target/etc/network/interfaces"
mkdir -p "$work/debs-$suite/partial" "$target/var/cache/apt/archives"
mount --bind "$work/debs-$suite" "$target/var/cache/apt/archives"
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
mount -t proc proc "$target/proc"
mount -t sysfs sysfs "$target/sys"
in_target env DEBIAN_FRONTEND=noninteractive apt-get -q -y install initramfs-tools >>"$log" 2>&1
printf 'COMPRESS=zstd\nCOMPRESSLEVEL=1\n' >"$target/etc/initramfs-tools/conf.d/quick"
printf 'RESUME=UUID=%s\n' "$swap_uuid" >"$target/etc/initramfs-tools/conf.d/resume"
in_target env DEBIAN_FRONTEND=noninteractive apt-get -q -y install linux-image-amd64 >>"$log" 2>&1 ||
	{ tail -n 20 "$log" >&2 && fail "the kernel installs with our hooks in place" && exit 1; }
initrd=$(basename "$(echo "$target"/boot/initrd.img-*)")
check "the kernel's first initrd needs no second one" \
	in_target sh -c "lsinitramfs /boot/$initrd | grep -q scripts/local-top/netroot"
stat -c %Y.%s "$target/boot/$initrd" >"$scratch/first-initrd"
umount "$target/proc" "$target/sys"

stage boot

# 4. What the reboot would meet.
version=${initrd#initrd.img-}
menu=$target/boot/grub/menu.lst
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
check "a sanboot script is in the installer's logs" sh -c "grep -rq 'sanboot.* aoe:e0.0' '$installer/var/log/'"

# 5. Again: nothing changes, nothing is made anew.
before=$(cd "$target" && find boot etc -type f -printf '%p %T@ %s\n' | sort | sha256sum)
stage boot
check "a second run changes no file" \
	test "$before" = "$(cd "$target" && find boot etc -type f -printf '%p %T@ %s\n' | sort | sha256sum)"

# 6. netcfg writes the file anew at the end; the finish stage protects it again.
printf 'auto lo\niface lo inet loopback\nauto ens3\niface ens3 inet dhcp\n' >"$target/etc/network/interfaces"
stage finish
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
