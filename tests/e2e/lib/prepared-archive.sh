# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# The base system: debootstrap once, kept as an archive in the work folder.

base_packages=systemd-sysv,udev,dbus,libpam-systemd,initramfs-tools,zstd,linux-image-amd64,aoetools
base_packages+=,grub-common,libc6-i386,ifupdown,iproute2,kmod,login,passwd,netbase,procps,util-linux
base_packages+=,iputils-ping,e2fsprogs,fdisk

# The DHCP client that the suite's installer puts in.
dhcp_client() {
	case $suite in
	bookworm) echo isc-dhcp-client ;;
	*) echo dhcpcd-base ;;
	esac
}

base_system() {
	base=$work/base-$suite.tar.zst
	[ ! -s "$base" ] || return 0
	note "fetching the base system of $suite"
	rm -rf "$work/base"
	# no initramfs and boot loader yet: they are made with our hooks in place
	debootstrap --variant=minbase --include="$base_packages,$(dhcp_client)" \
		"$suite" "$work/base" "$mirror" >"$work/debootstrap.log" 2>&1 ||
		die "debootstrap failed: $(tail -n 3 "$work/debootstrap.log")"
	fetch_grub_legacy
	tar -C "$work/base" -c . | zstd -q -1 -T0 -o "$base.tmp"
	mv "$base.tmp" "$base"
	rm -rf "$work/base"
}

# Debian 12 is the last with a GRUB legacy; later the package's name only pulls in GRUB 2.
fetch_grub_legacy() {
	local root=$work/base sources=etc/apt/sources.list.d/grub-legacy.list
	echo "deb $mirror bookworm main" >"$root/$sources"
	chroot "$root" apt-get -q update >>"$work/debootstrap.log" 2>&1
	(cd "$root/var/cache/apt/archives" && rm -f ./*.deb)
	chroot "$root" sh -c 'cd /var/cache/apt/archives && apt-get -q download -t bookworm grub-legacy/bookworm' \
		>>"$work/debootstrap.log" 2>&1 || die "grub-legacy could not be fetched: $(tail -n 3 "$work/debootstrap.log")"
	chroot "$root" sh -c 'dpkg -i /var/cache/apt/archives/grub-legacy_*.deb' >>"$work/debootstrap.log" 2>&1 ||
		die "grub-legacy could not be installed: $(tail -n 3 "$work/debootstrap.log")"
	rm -f "$root/$sources" "$root"/var/cache/apt/archives/*.deb "$root"/boot/initrd.img-*
}
