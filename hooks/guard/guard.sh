# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the stand-ins for grub-install and update-grub share: which disk boots this machine, and
# whether a device is on it. Sourced, under set -eu; installed as /usr/lib/netroot/guard.sh.

boot_disk=''
diverted=netroot-diverted

say() {
	echo "netroot: $*" >&2
	logger -t netroot -- "$*" 2>/dev/null || :
}

# A package's script, or what it calls: dpkg sets the variable, and kernel hooks inherit it.
called_by_dpkg() { [ -n "${DPKG_MAINTSCRIPT_PACKAGE:-}" ]; }

# MAJOR:MINOR of a device node; of what the file system of a folder is on.
number_of() { stat -L -c %Hr:%Lr "$1" 2>/dev/null || :; }
number_under() { stat -c %Hd:%Ld "$1" 2>/dev/null || :; }

# The whole disks that a block device is made of, through partitions, LVM and the like.
disks_below() ( # MAJOR:MINOR
	node=/sys/dev/block/$1
	if [ -e "$node/partition" ]; then
		cat "$node/../dev"
		exit
	fi
	whole=yes
	for below in "$node"/slaves/*/dev; do
		[ -e "$below" ] || continue
		whole=no
		disks_below "$(cat "$below")"
	done
	[ $whole = no ] || echo "$1"
)

number_is_on_boot_disk() { disks_below "$1" | grep -qxF "$(number_of "$boot_disk")"; } # MAJOR:MINOR

# By name too: a chroot need not have /sys.
device_is_on_boot_disk() { # FILE
	case $(readlink -f "$1") in
	"$boot_disk" | "$boot_disk"p[0-9]*) return 0 ;;
	esac
	[ -b "$1" ] && number_is_on_boot_disk "$(number_of "$1")"
}

# Sets boot_disk. The identity alone is not enough: the package may be on a machine that has moved
# to another disk since. In a chroot without /sys it is believed. The file is shell, which the initramfs
# sources: a remark behind the value must not make this machine look like one without an identity.
boots_from_aoe() {
	target=$(sed -n "s/^[[:space:]]*\(export[[:space:]]\{1,\}\)\{0,1\}NETROOT_TARGET=[\"']\{0,1\}\(e[0-9]*\.[0-9]*\)[\"']\{0,1\}\([[:space:];].*\)\{0,1\}$/\2/p" \
		/etc/netroot/netroot.conf 2>/dev/null | tail -n 1)
	[ -n "$target" ] || return 1
	boot_disk=/dev/etherd/$target
	[ -d /sys/dev/block ] || return 0
	for folder in / /boot; do
		! number_is_on_boot_disk "$(number_under $folder)" || return 0
	done
	return 1
}

# Another GRUB is installed, and nothing of GRUB legacy's is there (netroot/bootloader "none" in the installer):
# that one is meant, and without its programs it would go on naming kernels that are gone. In GRUB
# legacy's place GRUB 2 leaves stage2 and menu.lst where they are.
boots_by_grub_legacy() { # PROGRAM
	boots_from_aoe || return 1
	[ ! -x "/usr/sbin/$1.$diverted" ] || [ -x /usr/sbin/grub ] ||
		[ -e /boot/grub/menu.lst ] || [ -e /boot/grub/stage2 ]
}

# Becomes the program that the stand-in hides. Where there is none, packages' scripts are let go on:
# they ask for the program before they call it and, without the stand-in, would have done nothing.
pass_on() { # PROGRAM ARGUMENT...
	program=$1
	shift
	[ ! -x "/usr/sbin/$program.$diverted" ] || exec "/usr/sbin/$program.$diverted" "$@"
	! called_by_dpkg || exit 0
	echo "$program: command not found (what stands here is the package netroot's guard;" \
		"the program itself comes with grub-pc or grub-legacy)" >&2
	exit 127
}

grub_legacy_is_installed() { [ -x /usr/sbin/grub ] && [ -e /usr/lib/grub/x86_64-pc/stage2 ]; }

# The boot code from 0x4d to 0x1b7 is stage1's own: what stands before and behind is filled in by
# GRUB's installer. Only stage files that match it can have come from /boot/grub.
boot_sector_is_grub_legacy() {
	cmp -s -i 77:77 -n 363 /boot/grub/stage1 "$boot_disk" && [ -s /boot/grub/stage2 ]
}

# A command line. Since Debian 13 the archive has only an empty package of that name; there the
# installer leaves the real one's file.
command_that_brings_grub_legacy() {
	file=/var/cache/netroot/grub-legacy.deb
	version=$(sed -n 's/^Pin: version //p' /etc/apt/preferences.d/netroot-grub-legacy 2>/dev/null || :)
	if [ -s $file ]; then
		echo "apt-get install $file"
	else
		echo "apt-get install grub-legacy=${version:-0.97-80}  (from Debian 12's archive)"
	fi
}
