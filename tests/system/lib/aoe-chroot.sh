# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A Debian system on what looks to it like an AoE disk: a partitioned image whose loop device bears the
# names of one in a /dev made for the test. Part of the tests that work in such a chroot; they set
#   suite, work (kept between tests), mirror, scratch (gone at the end), target, log
# and get image, loop, root_uuid and swap_uuid. Needs root, and Debian's archive the first time.

image='' loop='' failures=0 keep_image=''

# A mount namespace of its own: all mounts, and the /dev below, are gone when the test ends.
own_mount_namespace() { # SCRIPT ARGUMENT...
	[ -z "${NETROOT_IN_NAMESPACE:-}" ] || return 0
	export NETROOT_IN_NAMESPACE=yes
	exec unshare --mount --propagation private -- bash "$@"
}

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
apt_in_target() { in_target env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@"; }

# An msdos label, the first partition where partman puts it on an AoE disk.
make_disk() {
	image=$scratch/disk.img
	truncate -s 4G "$image"
	sfdisk -q "$image" <<-'END'
		label: dos
		start=4096, size=7340032, type=83, bootable
		start=7344128, size=1040384, type=82
	END
	# partx: some kernels are built without the reader of msdos labels.
	loop=$(losetup --partscan -f --show "$image")
	partx -u "$loop" 2>/dev/null || partx -a "$loop"
	mkfs.ext4 -q -F -E nodiscard "${loop}p1"
	mkswap "${loop}p2" >/dev/null
	root_uuid=$(blkid -p -s UUID -o value "${loop}p1")
	swap_uuid=$(blkid -p -s UUID -o value "${loop}p2")
}

# A /dev with the AoE names in DIR, which becomes /dev here too, so that /proc/mounts says what it would
# say with a real one. The loop devices named are in it as well.
make_dev() { # DIR LOOP-DEVICE...
	local dev=$1
	shift
	mkdir -p "$dev"
	mount -t tmpfs -o mode=755 dev "$dev"
	cp -a /dev/{null,zero,full,random,urandom,tty,ptmx} "$dev/"
	mkdir -p "$dev"/{etherd,pts,shm}
	ln -s /proc/self/fd "$dev/fd"
	cp -a "$loop" "$@" "$dev/" # to let go of them in the end
	cp -a "$loop" "$dev/etherd/e0.0"
	cp -a "${loop}p1" "$dev/etherd/e0.0p1"
	cp -a "${loop}p2" "$dev/etherd/e0.0p2"
	mount --rbind "$dev" /dev
}

# Debian's base system on the first partition, as base-installer leaves it; quick, and its daemons down.
unpack_base() { # TARBALL DEV
	say "unpacking $1"
	mkdir -p "$target"
	mount /dev/etherd/e0.0p1 "$target"
	tar -C "$target" --xattrs --zstd -xf "$1"
	mount --bind "$2" "$target/dev"
	cp /etc/resolv.conf "$target/etc/resolv.conf"
	rm -f "$target"/etc/apt/sources.list.d/*
	echo "deb $mirror $suite main" >"$target/etc/apt/sources.list"
	printf 'APT::Install-Recommends "false";\n' >"$target/etc/apt/apt.conf.d/00InstallRecommends"
	printf 'force-unsafe-io\n' >"$target/etc/dpkg/dpkg.cfg.d/force-unsafe-io"
	printf '#!/bin/sh\nexit 101\n' >"$target/usr/sbin/policy-rc.d"
	chmod +x "$target/usr/sbin/policy-rc.d"
	printf 'UUID=%s / ext4 errors=remount-ro 0 1\nUUID=%s none swap sw 0 0\n' \
		"$root_uuid" "$swap_uuid" >"$target/etc/fstab"
	mkdir -p "$work/debs-$suite/partial" "$target/var/cache/apt/archives"
	mount --bind "$work/debs-$suite" "$target/var/cache/apt/archives"
}

mount_proc_and_sys() {
	mount -t proc proc "$target/proc"
	mount -t sysfs sysfs "$target/sys"
}
umount_proc_and_sys() { umount "$target/proc" "$target/sys"; }

# What initrds are made with: quick to pack, and with a swap partition to resume from.
quick_initrds() {
	printf 'COMPRESS=zstd\nCOMPRESSLEVEL=1\n' >"$target/etc/initramfs-tools/conf.d/quick"
	printf 'RESUME=UUID=%s\n' "$swap_uuid" >"$target/etc/initramfs-tools/conf.d/resume"
}

# For the test's trap on EXIT, before it removes $scratch: --keep's image is moved away.
let_go_of_disk() { # DEV
	umount -R "$target" 2>/dev/null
	if [ -n "$loop" ]; then
		partx -d "$loop" 2>/dev/null
		losetup -d "$loop"
	fi
	[ -z "$keep_image" ] || [ "$failures" -gt 0 ] || mv "$image" "$keep_image"
	umount -l "$1"
}
