# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The boot menu: one list of entries, written for each program that shows it.

automatic_wait=30 # seconds

# menu_entries: lines 'NAME<tab>TITLE<tab>KERNEL PARAMETERS'; the entry 'automatic' also loads automatic.gz,
# which holds /preseed.cfg, so that no other entry is answered by it.
menu_entries() {
	printf 'install\tInstall onto a network disk\t%s\n' "$append"
	printf 'expert\tExpert install: every question\tpriority=low %s\n' "$append"
	[ -z "$preseed" ] || printf 'automatic\tAutomatic install: ERASES %s\tpriority=critical %s\n' "$(what_is_erased)" "$append"
	printf 'rescue\tRescue, with the network disk attached\trescue/enable=true netroot/attach=true %s\n' "$append"
}

what_is_erased() {
	local target
	target=$(preseeded_value "$preseed" netroot/target)
	if [ -n "$target_map" ]; then
		echo "this machine's target of the map"
	elif [ -n "$target" ] && [ "$target" != auto ]; then
		echo "all data on $target"
	else
		echo "all data on the network disk"
	fi
}

default_entry() {
	if [ -n "$preseed" ]; then echo automatic; else echo install; fi
}

menu_title() {
	echo "Debian $(release_field Version) ($suite) on a network disk"
}

# A BIOS kernel's mode with room for the dialogs; without a screen the kernel would stop and ask for another.
screen_mode() {
	[ -n "$(serial_console)" ] || echo "vga=788 "
}

# 'UNIT SPEED' when --append puts the console on a serial line: the menu is shown there too.
serial_console() {
	sed -nE 's/.*(^|[[:space:]])console=ttyS([0-3])(,([0-9]+))?.*/\2 \4/p' <<< "$append" | awk '{ print $1, $2 ? $2 : 115200 }'
}

# syslinux_menu DIR: for isolinux and pxelinux, DIR before the names of kernel and initrds. Any key stops the countdown.
# With menu.c32's own margin of 10 columns the longest entry, which says what is erased, would be cut off.
syslinux_menu() {
	local name title parameters serial
	serial=$(serial_console)
	[ -z "$serial" ] || echo "serial $serial"
	cat <<-END
	ui menu.c32
	menu title $(menu_title)
	menu margin 4
	default $(default_entry)
	prompt 0
	END
	[ -z "$preseed" ] || printf 'timeout %d0\nmenu autoboot Automatic install in # seconds; press any key to stop it\n' "$automatic_wait"
	while IFS=$'\t' read -r name title parameters; do
		printf 'label %s\n  menu label %s\n  kernel %svmlinuz\n  append initrd=%s %s%s\n' \
			"$name" "$title" "$1" "$(initrds_of "$name" "$1" ,)" "$(screen_mode)" "$parameters"
	done < <(menu_entries)
}

# initrds_of ENTRY DIR SEPARATOR
initrds_of() {
	printf '%sinitrd.gz' "$2"
	[ "$1" != automatic ] || printf '%s%sautomatic.gz' "$3" "$2"
}

grub_menu() {
	local name title parameters serial
	serial=$(serial_console)
	[ -z "$serial" ] || printf 'serial --unit=%s --speed=%s\nterminal_input console serial\nterminal_output console serial\n' \
		"${serial% *}" "${serial#* }"
	cat <<-END
	set default=$(default_entry)
	set timeout=$(if [ -n "$preseed" ]; then echo "$automatic_wait"; else echo -1; fi)
	END
	while IFS=$'\t' read -r name title parameters; do
		printf 'menuentry "%s" --id %s {\n  linux %svmlinuz %s\n  initrd %s\n}\n' \
			"$title" "$name" "$1" "$parameters" "$(initrds_of "$name" "$1" ' ')"
	done < <(menu_entries)
}
