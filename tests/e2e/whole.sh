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
. "$here/lib/install-asserts.sh"
. "$here/lib/second-card.sh"

usage() {
	cat <<-END
		Usage: whole.sh --iso FILE [--nic e1000|virtio-net-pci] [--password WORD]
		                [--menu] [--pull] [--mtu BYTES] [--keep-running]
		  --iso           medium made by iso-build/netroot-iso with an unattended preseed file
		  --menu          start by the medium's own boot menu, with nothing added; made by make-medium.sh --serial
		  --password      root's in that file (netroot)
		  --pull          two cards lead to the target, and each is pulled for a while during the installation
		  --mtu           of the server's interface (1500)
		  --keep-running  leave the installed system running, with its console on this terminal
	END
}

iso='' nic=e1000 password=netroot keep=no menu='' pull=no mtu=1500
while [ $# -gt 0 ]; do
	case $1 in
	--iso) iso=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--password) password=${2-} && shift ;;
	--menu) menu=yes ;;
	--keep-running) keep=yes ;;
	--pull) pull=yes ;;
	--mtu) mtu=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$iso" ] || { usage >&2 && exit 2; }

# Firmware, isolinux, the automatic entry's countdown.
boot_by_menu() {
	medium_menu_boot installer "$nic" "$iso"
	require "the medium's own menu counts down to the entry that names the data to be lost" \
		wait_for "Automatic install: ERASES all data on e0.0" 120
	require "it starts the kernel" wait_for "Linux version" 600
	note "$((SECONDS - vm_started)) s after power-on"
}

lab_begin "whole-$nic"
[ -n "$menu" ] || medium_open "$iso"
make_target_disk 4
net_begin
[ $pull = no ] || second_card
network_mtu "$mtu"
target_begin 0 0 "$lab/disk.img"
dhcp_begin
if [ -n "$menu" ]; then boot_by_menu; else medium_boot installer "$nic"; fi
attach_reached_partman
if [ $pull = yes ]; then
	second_card_is_used
	cards_are_pulled_in_turns
fi
install_reached_bootloader
install_reached_end
dhcp_end
dhcp_begin aoe:e0.0
installed_system_runs "$nic" "$password"
[ $keep = no ] || console_attach
installed_system_ends
lab_end
