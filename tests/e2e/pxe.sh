#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A fleet by network boot: machines without any medium start from the tree that netroot-iso makes, by PXE, TFTP and
# HTTP from one server, with no other network. Two are installed at a time, each on its target of the map, and then start
# from it; a third, which is not in the map, stops. Forty minutes without KVM, more on a busy machine; not among the tests of
# every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/medium.sh"
. "$here/lib/serial-answers.sh"
. "$here/lib/netboot-tree.sh"
. "$here/lib/attach-asserts.sh"
. "$here/lib/install-asserts.sh"

usage() {
	cat <<-END
		Usage: pxe.sh --packages DIR --work DIR [--short]
		  --packages  folder with the packages that debian/make-packages makes
		  --work      cache of iso-build/netroot-iso, about 2 GB
		  --short     one machine of the map, up to the partitioner, and the one that is not in it
	END
}

packages_and_work short "$@"

follows_menu() {
	require "the boot ROM shows the menu of the tree" wait_for "Debian .* on a network disk" 180
	assert "its automatic entry says what is lost" wait_for "Automatic install: ERASES this machine.s target of the map" 30
	require "the countdown starts it: kernel and initrds come" wait_for "automatic.gz" 900
	require "the kernel starts" wait_for "Linux version" 300
	note "$((SECONDS - vm_started)) s after power-on"
}

installs() {
	vm_begin installer e1000 -boot n -no-reboot
	follows_menu
	require_log "its parts come from the tree" "netroot: |Menu item 'download-installer' selected" 900
	require_log "the map gives it its target" "the target map .* gives this machine ${lab_target/./\\.}" 900
	attach_led_partman "of the tree"
	[ -z "$short" ] || return 0
	install_reached_bootloader
	install_reached_end
}

# By TFTP alone: pxelinux and its menu.
stops() {
	vm_machine=pc
	vm_begin installer e1000 -device VGA -boot n -no-reboot
	follows_menu
	assert "by TFTP alone" grep -q "sent .*/automatic.gz to" "${lab%/*}/dnsmasq.log"
	require_log "a machine that is not in the map is told so" "this machine is not in the target map" 1800
	assert "with the address that is missing" wait_for_log "network cards: $vm_mac" 30
	assert "on its screen, too" wait_for "machine is not in the target map" 60
	sleep 20
	assert "it goes no further" never_in_log "Menu item 'partman-base' selected"
	vm_end
}

starts_from_disk() {
	installed_system_runs e1000 netroot
	installed_system_ends
}

# As the tree's dnsmasq.conf shows it.
is_installed() { # NUMBER TARGET
	installed+=("--dhcp-host=52:54:00:77:00:0$1,set:installed,set:$2" "--dhcp-option=tag:$2,option:root-path,aoe:$2")
}

empty_target() { # SHELF SLOT
	rm -f "$lab/e$1.$2.img"
	truncate -s 4G "$lab/e$1.$2.img"
	target_begin "$1" "$2" "$lab/e$1.$2.img"
}

by_pxelinux=--dhcp-host=52:54:00:77:00:03,set:pxelinux
lab_begin pxe
printf '52:54:00:77:00:01 e0.0\n52:54:00:77:00:02 e0.1\n' >"$lab/map"
tree_make "$packages" "$work"
net_begin
empty_target 0 0
empty_target 0 1
vm_memory=1536
web_serve
tree_dhcp_begin "$by_pxelinux"
fleet_machine one 1 e0.0 installs
if [ -n "$short" ]; then fleet_machine three 3 none stops; else fleet_machine two 2 e0.1 installs; fi
fleet_wait
if [ -z "$short" ] && [ "$failed" = 0 ]; then
	dhcp_end
	installed=()
	is_installed 1 e0.0
	is_installed 2 e0.1
	tree_dhcp_begin "$by_pxelinux" "${installed[@]}"
	fleet_machine one 1 e0.0 starts_from_disk
	fleet_machine two 2 e0.1 starts_from_disk
	fleet_machine three 3 none stops
	fleet_wait
fi
lab_end
