# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A root folder in which Debian's update-grub of GRUB legacy runs without a disk, to be sourced by a
# script in a mount namespace of its own: the host's /usr with grub-legacy's programs over it, a /boot of
# its own, and a played grub-probe. Wants $here (tests/system), $work and $scratch; sets $root and $menu.
# The caller unmounts $root/usr in the end.

root=$scratch/root
"$here/../../debian/fetch-grub-legacy" "$work/debs/grub-legacy.deb"
mkdir -p "$scratch/legacy" "$root"/{usr,dev,tmp,etc/netroot,boot/grub,var/lib}
dpkg-deb -x "$work/debs/grub-legacy.deb" "$scratch/legacy"
mkdir -p "$scratch/legacy/usr/local/sbin"
cat >"$scratch/legacy/usr/local/sbin/grub-probe" <<'END'
#!/bin/sh
case "$*" in
*"-t drive"*) echo "(hd0,0)" ;;
*"-t device"*) echo /dev/etherd/e0.0p1 ;;
*) exit 1 ;;
esac
END
chmod 755 "$scratch/legacy/usr/local/sbin/grub-probe"
for link in bin sbin lib lib32 lib64; do
	[ ! -L "/$link" ] || cp -a "/$link" "$root/"
done
mount -t overlay overlay -o "lowerdir=$scratch/legacy/usr:/usr" "$root/usr"
: >"$root/dev/null" && chmod 666 "$root/dev/null"
printf 'NETROOT_TARGET=e0.0\nNETROOT_MACS="52:54:00:12:34:56"\nNETROOT_TIMEOUT=60\nNETROOT_ROOT_PARTITION=1\nNETROOT_BOOT_PARTITION=0\n' \
	>"$root/etc/netroot/netroot.conf"
echo '(hd0) /dev/etherd/e0.0' >"$root/boot/grub/device.map"
menu=$root/boot/grub/menu.lst

initrd_of() { # VERSION
	local tree=$scratch/initrd
	rm -rf "$tree"
	mkdir -p "$tree/scripts/local-top" "$tree/etc/netroot" "$tree/usr/lib/modules/$1/kernel/drivers/block/aoe"
	echo >"$tree/scripts/local-top/netroot"
	cp "$root/etc/netroot/netroot.conf" "$tree/etc/netroot/"
	echo >"$tree/usr/lib/modules/$1/kernel/drivers/block/aoe/aoe.ko.xz"
	(cd "$tree" && find . | cpio --quiet -o -H newc | gzip -1)
}
kernel() { # VERSION…
	local version
	for version; do
		echo kernel >"$root/boot/vmlinuz-$version"
		initrd_of "$version" >"$root/boot/initrd.img-$version"
	done
}
without() { # VERSION…
	local version
	for version; do rm -f "$root/boot/vmlinuz-$version" "$root/boot/initrd.img-$version"; done
}
update_grub() { chroot "$root" env PATH=/usr/local/sbin:/usr/sbin:/usr/bin update-grub >"$scratch/update-grub.log" 2>&1; }
