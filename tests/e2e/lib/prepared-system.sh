# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# The image: partitions, the base system in it, settings as the installer leaves them.

disk_loop='' part_loop='' mounted=''

# Offsets as partman makes them on a disk that asks for 2 MiB alignment.
root_start=4096 root_sectors=7340032 swap_start=7344128 swap_sectors=1040384

clean() {
	local point
	for point in run dev/pts dev sys proc; do
		mountpoint -q "$mounted/$point" 2>/dev/null && umount "$mounted/$point"
	done
	[ -z "$mounted" ] || ! mountpoint -q "$mounted" || umount "$mounted"
	mounted=
	[ -z "$part_loop" ] || losetup -d "$part_loop"
	[ -z "$disk_loop" ] || losetup -d "$disk_loop"
	part_loop='' disk_loop=''
}

# Two loop devices with one file behind them, for hosts that make no partition nodes.
make_image() {
	rm -f "$out.tmp"
	truncate -s 4G "$out.tmp"
	sfdisk -q "$out.tmp" <<-END
		label: dos
		start=$root_start, size=$root_sectors, type=83, bootable
		start=$swap_start, size=$swap_sectors, type=82
	END
	local swap
	swap=$(losetup -f --show -o $((swap_start * 512)) --sizelimit $((swap_sectors * 512)) "$out.tmp")
	mkswap "$swap" >/dev/null
	swap_uuid=$(blkid -p -s UUID -o value "$swap")
	losetup -d "$swap"
	disk_loop=$(losetup -f --show "$out.tmp")
	part_loop=$(losetup -f --show -o $((root_start * 512)) --sizelimit $((root_sectors * 512)) "$out.tmp")
	mkfs.ext4 -q -F "$part_loop"
	root_uuid=$(blkid -p -s UUID -o value "$part_loop")
}

fill_image() {
	note "unpacking the base system"
	mounted=$work/target
	mkdir -p "$mounted"
	mount "$part_loop" "$mounted"
	tar -C "$mounted" --zstd -xf "$base"
	mount_for_chroot
	write_settings
}

mount_for_chroot() {
	mount -t proc proc "$mounted/proc"
	mount --bind /sys "$mounted/sys"
	mount --bind /dev "$mounted/dev"
	mount -t tmpfs tmpfs "$mounted/run"
}

# As debian-installer: file systems by UUID, the port hot-plugged with DHCP, and the wish to resume.
write_settings() {
	local etc=$mounted/etc
	echo netroot >"$etc/hostname"
	printf '127.0.0.1 localhost\n127.0.1.1 netroot\n' >"$etc/hosts"
	printf 'UUID=%s / ext4 errors=remount-ro 0 1\nUUID=%s none swap sw 0 0\n' \
		"$root_uuid" "$swap_uuid" >"$etc/fstab"
	printf 'auto lo\niface lo inet loopback\n\nallow-hotplug ens3\niface ens3 inet dhcp\n' \
		>"$etc/network/interfaces"
	printf 'COMPRESS=zstd\nCOMPRESSLEVEL=1\n' >"$etc/initramfs-tools/conf.d/quick"
	printf 'RESUME=UUID=%s\n' "$swap_uuid" >"$etc/initramfs-tools/conf.d/resume"
	chroot "$mounted" sh -c 'echo root:netroot | chpasswd'
	rm -f "$etc/machine-id" && : >"$etc/machine-id"
}

# Installed kernels: linux-image-VERSION-amd64, newest last; the real-time and cloud ones left out.
kernel_packages() {
	chroot "$mounted" apt-cache pkgnames linux-image- | grep -E '^linux-image-[0-9][^-]*(-[0-9]+)?-amd64$' | sort -V
}

# From the newest kernel back to the one before, so that there is something to upgrade to.
take_older_kernel() {
	local newest older log=$work/older-kernel.log
	note "installing the kernel before the newest"
	chmod -x "$mounted"/etc/kernel/post*.d/zz-update-grub # there is no /boot/grub yet
	chroot "$mounted" apt-get -q update >"$log" 2>&1 || die "apt-get update failed: $(tail -n 3 "$log")"
	newest=$(basename "$(echo "$mounted"/boot/vmlinuz-*)")
	newest=linux-image-${newest#vmlinuz-}
	older=$(kernel_packages | grep -B1 -xF "$newest" | grep -vxF "$newest") ||
		die "$suite has no kernel before $newest"
	(
		cd "$mounted/var/cache" && chroot "$mounted" sh -c "cd /var/cache && apt-get -q download $newest" &&
			mv "$newest"_*.deb newer-kernel.deb &&
			chroot "$mounted" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$older" &&
			chroot "$mounted" env DEBIAN_FRONTEND=noninteractive apt-get -q -y purge linux-image-amd64 "$newest"
	) >>"$log" 2>&1 || die "the older kernel could not be installed: $(tail -n 3 "$log")"
	chmod +x "$mounted"/etc/kernel/post*.d/zz-update-grub
	chroot "$mounted" apt-get -q clean
}

install_netroot() {
	mkdir -p "$mounted/etc/netroot"
	printf 'NETROOT_TARGET=e0.0\nNETROOT_MACS="52:54:00:77:00:01"\nNETROOT_TIMEOUT=60\n' \
		>"$mounted/etc/netroot/netroot.conf"
	if [ -n "$deb" ]; then
		cp "$deb" "$mounted/run/netroot.deb"
		chroot "$mounted" dpkg -i /run/netroot.deb >"$work/dpkg.log" 2>&1 ||
			die "the .deb does not install: $(tail -n 3 "$work/dpkg.log")"
	else
		install_hooks
	fi
	note "making the initramfs"
	chroot "$mounted" update-initramfs -c -k all >"$work/initramfs.log" 2>&1 ||
		die "update-initramfs failed: $(tail -n 3 "$work/initramfs.log")"
}

# The same places as debian/ uses for the .deb; docs/installed-system.md lists them.
install_hooks() {
	local hooks=$here/../../hooks to=$mounted
	install -D -m755 "$hooks/initramfs/hook" "$to/usr/share/initramfs-tools/hooks/netroot"
	install -D -m755 "$hooks/initramfs/local-top" "$to/usr/share/initramfs-tools/scripts/local-top/netroot"
	install -D -m755 "$hooks/initramfs/post-update.d/netroot" "$to/etc/initramfs/post-update.d/netroot"
	install -D -m644 "$hooks/initramfs/conf.d/zz-netroot" "$to/etc/initramfs-tools/conf.d/zz-netroot"
	install -D -m644 "$hooks/udev/60-netroot-aoe.rules" "$to/usr/lib/udev/rules.d/60-netroot-aoe.rules"
	install -D -m644 "$hooks/lib/held-links.sh" "$to/usr/lib/netroot/held-links.sh"
	install -D -m644 "$hooks/initramfs/tuning.sh" "$to/usr/lib/netroot/tuning.sh"
	install -D -m755 "$hooks/ifupdown/ifdown" "$to/usr/lib/netroot/ifdown"
	install -D -m755 "$hooks/ifupdown/if-down.d-00netroot" "$to/etc/network/if-down.d/00netroot"
	install -D -m644 "$hooks/dhclient/enter-hook" "$to/etc/dhcp/dhclient-enter-hooks.d/netroot"
	install -D -m755 "$hooks/systemd/netroot-generator" "$to/usr/lib/systemd/system-generators/netroot"
	install -D -m644 "$hooks/systemd/netroot-watchdog.service" "$to/usr/lib/systemd/system/netroot-watchdog.service"
	install -D -m755 "$hooks/kernel/postinst.d/zz-zz-netroot" "$to/etc/kernel/postinst.d/zz-zz-netroot"
	install -D -m755 "$hooks/kernel/postrm.d/zz-zz-netroot" "$to/etc/kernel/postrm.d/zz-zz-netroot"
	local program
	for program in grub-install update-grub; do
		chroot "$to" dpkg-divert --package netroot --add --rename \
			--divert "/usr/sbin/$program.netroot-diverted" "/usr/sbin/$program" >/dev/null
		install -D -m755 "$hooks/guard/$program" "$to/usr/sbin/$program"
	done
	install -D -m644 "$hooks/guard/guard.sh" "$to/usr/lib/netroot/guard.sh"
	install -D -m755 "$hooks/guard/after-packages" "$to/usr/lib/netroot/after-packages"
	install -D -m644 "$hooks/completion/grubfix.sh" "$to/usr/share/bash-completion/completions/grubfix"
	[ -z "$watchdog" ] || install -D -m755 "$watchdog" "$to/usr/sbin/netroot-watchdog"
}
