#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An image laid out as Debian's is made ours by netroot-iso --from; by its own boot menu, untouched, it counts down to our
# automatic entry, and debian-installer sees the network disk. 25 minutes without KVM; not among the tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034,SC2031
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/medium.sh"
. "$here/lib/serial-answers.sh"
. "$here/lib/netboot-tree.sh"
. "$here/lib/stock-cd.sh"
. "$here/lib/attach-asserts.sh"
. "$here/lib/install-asserts.sh"

usage() {
	cat <<-END
		Usage: from-stock.sh --packages DIR --work DIR [--whole]
		  --packages  folder with the packages that debian/make-packages makes
		  --work      cache of iso-build/netroot-iso, filled
		  --whole     not only to the partitioner, but on to the login prompt of the installed system
	END
}

packages_and_work whole "$@"

make_ours() {
	local name debs=()
	for name in $beyond_debian; do
		debs+=(--deb "$(beyond_debian_deb "$work/iso" "$name")")
	done
	serial_answers >"$lab/answers.cfg"
	run_netroot_iso "$packages" "$lab/scratch" --from "$lab/stock.iso" --output "$lab/ours.iso" "${debs[@]}" \
		--preseed "$lab/answers.cfg" --append "$medium_console $medium_front mitigations=off"
}

# Debian's kernel and packages, by name and sum, as they are on the image.
kept_files() { # ISO
	bsdtar -cf - --format=mtree --options='mtree:!all,mtree:type,mtree:md5' "@$1" |
		grep -E '^\./(pool/|install\.amd/vmlinuz ).* type=file' | LC_ALL=C sort
}

keeps_debians_files() {
	local stock
	stock=$(kept_files "$lab/stock.iso")
	[ "$(wc -l <<<"$stock")" -gt 100 ] && [ -z "$(LC_ALL=C comm -23 <(echo "$stock") <(kept_files "$lab/ours.iso"))" ]
}

# Firmware, isolinux, the countdown to our entry.
boot_by_menu() {
	medium_menu_boot installer e1000 "$lab/ours.iso"
	screen_open serial "$console"
	require_screen "Debian's boot menu comes" "Graphical install" 180
	assert "with its other entries" person has "Advanced options"
	assert "ours are among them, and name the data to be lost" person has "Automatic: ERASES all data on e0\.0"
	require_screen "it counts down to that one and says so" "ERASES all data on e0\.0 in [0-9]+ seconds: any key stops it" 20
	print_screen
	require_log "that starts the kernel" "Linux version" 600
	require_log "language and keyboard are taken from the answers" "Menu item 'console-setup-udeb' selected" 300
	require_log "the installer's parts are loaded, our item has its turn" "Menu item 'netroot-disk' selected" 2400
}

lab_begin from-stock
stock_cd_make "$work" "$lab/stock.iso"
make_ours
assert "kernel and packages of the image are what they were" keeps_debians_files
make_target_disk 4
net_begin
target_begin 0 0 "$lab_disk"
dhcp_begin
boot_by_menu
attach_reached_partman
if [ -n "$whole" ]; then
	install_reached_bootloader
	install_reached_end
	dhcp_end
	dhcp_begin aoe:e0.0
	installed_system_runs e1000 netroot
	installed_system_ends
fi
vm_end
lab_end
