# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154
# shellcheck disable=SC2016 # what is in single quotes is for the machine's shell
# A folder that plays a machine, and in which a chroot can run programs: busybox, and scripts for what an
# installer has besides. Expects machine, the folder's path.

# busybox_root: the folder, emptied.
busybox_root() {
	rm -rf "$machine"
	mkdir -p "$machine"/{bin,dev,run,lib64}
	cp /bin/busybox "$machine/bin/"
	ldd /bin/busybox 2>/dev/null | grep -o '/[^ ]*' | while read -r library; do
		mkdir -p "$machine${library%/*}"
		cp "$library" "$machine$library"
	done || :
	ln -s busybox "$machine/bin/sh"
	: >"$machine/dev/null"
}

# program NAME TEXT: a shell script in /bin.
program() {
	printf '#!/bin/sh\n%s\n' "$2" >"$machine/bin/$1"
	chmod 755 "$machine/bin/$1"
}

# An installer with one link and one AoE disk that is up; udevadm does what the alias rule says.
installer_machine() {
	busybox_root
	local sys=$machine/sys
	mkdir -p "$machine"/{dev/etherd,proc} "$sys/module/aoe/parameters" "$sys/class/net/ens3/device" \
		"$sys/block/etherd!e0.0"
	echo 1 >"$sys/class/net/ens3/type"
	echo 1 >"$sys/class/net/ens3/carrier"
	echo 0x1003 >"$sys/class/net/ens3/flags"
	echo 52:54:00:12:34:56 >"$sys/class/net/ens3/address"
	echo 8388608 >"$sys/block/etherd!e0.0/size"
	echo up >"$sys/block/etherd!e0.0/state"
	echo ens3 >"$sys/block/etherd!e0.0/netif"
	echo 22a2d701e9ca >"$sys/block/etherd!e0.0/mac"
	: >"$machine/dev/etherd/discover"
	: >"$machine/dev/etherd/e0.0"
	program udevadm 'case $1 in info) echo ID_TYPE=disk ;; settle) busybox ln -sf etherd/e0.0 /dev/sda ;; esac'
	program netroot-watchdog 'busybox mkdir -p /proc/77; echo netroot-watchdo >/proc/77/comm'
	program list-devices ':'
	program kill 'busybox rm -r "/proc/$1"'
}
