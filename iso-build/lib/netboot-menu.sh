# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Boot programs and menus of the tree: pxelinux for TFTP alone, iPXE for TFTP or HTTP.

copy_network_loaders() {
	local from=$work/bootloaders/usr/lib name
	boot_package syslinux-common
	boot_package pxelinux
	cp "$from/PXELINUX/pxelinux.0" "$1/"
	for name in ldlinux menu libutil; do
		cp "$from/syslinux/modules/bios/$name.c32" "$1/"
	done
	if [ -z "$(field ipxe Version)" ]; then
		say "suite $suite has no package ipxe: the tree is without undionly.kpxe"
		return
	fi
	boot_package ipxe
	for name in undionly.kpxe snponly.efi; do
		[ ! -f "$from/ipxe/$name" ] || cp "$from/ipxe/$name" "$1/"
	done
}

write_network_menus() {
	mkdir -p "$1/pxelinux.cfg"
	syslinux_menu '' > "$1/pxelinux.cfg/default"
	ipxe_menu > "$1/boot.ipxe"
}

# File names without an address: iPXE takes them from where the script came from.
ipxe_menu() {
	local name title parameters
	printf '#!ipxe\n:menu\nmenu %s\n' "$(menu_title)"
	while IFS=$'\t' read -r name title _; do
		printf 'item %s %s\n' "$name" "$title"
	done < <(menu_entries)
	printf 'item shell iPXE shell\n'
	# shellcheck disable=SC2016  # for iPXE
	printf 'choose --default %s%s chosen || goto shell\ngoto ${chosen}\n' \
		"$(default_entry)" "${preseed:+ --timeout ${automatic_wait}000}"
	while IFS=$'\t' read -r name title parameters; do
		ipxe_entry "$name" "$parameters"
	done < <(menu_entries)
	printf ':failed\necho The files could not be loaded. Press a key for the menu.\nprompt\ngoto menu\n:shell\nshell\ngoto menu\n'
}

# A BIOS kernel gets the initrds in turn, and so does one by UEFI from a newer iPXE. From the one of Debian 12 it reads
# them itself, by the names of initrd=.
ipxe_entry() {
	local initrds initrd
	initrds=$(initrds_of "$1" '' ' ')
	printf ':%s\nimgfree\nkernel vmlinuz initrd=%s %s%s|| goto failed\n' "$1" "${initrds// / initrd=}" "$(screen_mode)" "${2:+$2 }"
	for initrd in $initrds; do
		printf 'initrd %s || goto failed\n' "$initrd"
	done
	printf 'boot || goto failed\n'
}
