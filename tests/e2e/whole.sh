#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The whole road: unattended install from the medium onto an AoE disk, reboot, iPXE sanboot into it,
# login, clean poweroff. An hour or more without KVM; not among the tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/medium.sh"
. "$here/lib/attach-asserts.sh"

usage() {
	cat <<-END
		Usage: whole.sh --iso FILE [--nic e1000|virtio-net-pci] [--password WORD]
		                [--keep-running]
		  --iso           medium made by iso-build/netroot-iso with an unattended preseed file
		  --password      root's in that file (netroot)
		  --keep-running  leave the installed system running, with its console on this terminal
	END
}

iso='' nic=e1000 password=netroot keep=no
while [ $# -gt 0 ]; do
	case $1 in
	--iso) iso=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--password) password=${2-} && shift ;;
	--keep-running) keep=yes ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$iso" ] || { usage >&2 && exit 2; }

installs() {
	attach_reached_partman
	require_log "partman used the disk: its root file system is mounted" "EXT4-fs \(etherd.e0\.0p1\): mounted" 900
	require_log "the base system is being installed" "Menu item 'bootstrap-base' selected" 300
	require_log "the base system is there" "Menu item 'apt-setup-udeb' selected" 5400
	require_log "the boot loader item is ours" "Menu item 'netroot-bootloader' selected" 1800
	require_log "the disk is bootable, the installer comes to its end" "Menu item 'finish-install' selected" 2400
	assert "no other boot loader was tried" never_in_log "Menu item '(grub-installer|nobootloader)' selected"
	assert "no boot loader error" never_in_log "(grub-installer|nobootloader|netroot-bootloader).*(failed|error code)"
	require "the installer reboots" wait_vm_exit 1800
	note "stalls of the driver in the installer that the watchdog ended: $(grep -ac 'stood still.*revalidated' "$second")"
	vm_end
}

boots_installed() {
	dhcp_end
	dhcp_begin aoe:e0.0
	vm_memory=1024
	vm_begin installed "$nic" -boot n
	require "iPXE sanboots the installed disk" wait_for "Registered|SAN device|GRUB" 180
	require "login prompt is reached" wait_for "login: " 900
	note "login prompt after $((SECONDS - vm_started)) s"
	require "root can log in" console_login root "$password"
	assert_output "findmnt / shows the AoE disk" /dev/etherd/e0.0p1 'findmnt -no SOURCE /'
	assert_output "the system is running" running \
		'systemctl is-system-running --wait; systemctl --failed --plain --no-legend'
	assert_output "swap is on" 1 'swapon --noheadings | wc -l'
	assert "grubfix finds nothing wrong" console_run 'grubfix verify'
	note_output "stalls that the watchdog ended since" 'journalctl -b --no-pager | grep -c "stood still.*revalidated"'
}

lab_begin "whole-$nic"
medium_open "$iso"
make_target_disk 4
net_begin
target_begin 0 0 "$lab/disk.img"
dhcp_begin
medium_boot installer "$nic"
installs
boots_installed
[ $keep = no ] || console_attach
vm_is_gone || console_type poweroff
assert "poweroff ends the machine" wait_vm_exit 240
assert "the root file system was unmounted cleanly" image_is_clean
lab_end
