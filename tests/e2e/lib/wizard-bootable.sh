# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# "Make the network disk bootable" by keys. At debconf's usual priority it shows only what it would do; who lowers
# the priority in the installer's menu is asked all.

bootable_by_keys() {
	require_screen "the second dialog shows what it would do" "Summary of the changes" 300
	press Esc
	change_priority medium
	pick_from_menu "Make the network disk bootable"
	require_screen "picked there, it asks for the boot loader" "Boot loader for the network disk" 60
	screenshot bootloader
	press Enter
	require_screen "it asks for kernel options" "Kernel options for the installed system" 30
	person type "quiet"
	assert "what is typed is seen" person has " quiet"
	press Enter
	require_screen "it asks how the boot ROM learns of the disk" "How the boot ROM learns" 30
	press Enter
	require_screen "it asks whether the boot ROM shall get an address" "address by DHCP" 30
	press_until Tab has ">>Yes<<" || true
	press Enter
	require_screen "it asks where to publish the script" "URL to publish" 30
	person type "$web_url/disk.ipxe"
	screenshot publish
	press Enter
	require_screen "all changes are listed before they are made" "Summary of the changes" 300
	screenshot bootable-summary
	press Enter
}

bootable_is_done() {
	require_screen "the checks before the first start are listed" "Checks before the first start" 3600
	note "$((SECONDS - vm_started)) s after power-on"
	assert "none is blocking" no_blocking_check
	screenshot checks
	press Enter
	require_screen "the network disk is bootable, the script published" "network disk is bootable.*sanboot" 60
	screenshot bootable
	press End
	assert "… with what the server answered" person has "201 Created"
	assert "the server has the script that was shown" grep -q 'sanboot.* aoe:e0\.0' "$lab/web/disk.ipxe"
	press_until Tab has ">>Continue<<" || true
	press Enter
	change_priority high
}

# The screen's own words say "marked as blocking".
no_blocking_check() { ! person has " blocking (?!must)"; }
