#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: debian-installer from our medium attaches the AoE disk, and partman sees it
# Run: --iso "$iso"
# Real debian-installer from our medium, up to partman with the AoE disk in its list; the shortest
# run that proves the attaching half.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/medium.sh"
. "$here/lib/attach-asserts.sh"

usage() {
	cat <<-END
		Usage: attach.sh --iso FILE [--nic e1000|virtio-net-pci]
		  --iso       medium made by iso-build/netroot-iso with an unattended preseed file
	END
}

iso='' nic=e1000
while [ $# -gt 0 ]; do
	case $1 in
	--iso) iso=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$iso" ] || { usage >&2 && exit 2; }

lab_begin "attach-$nic"
medium_open "$iso"
make_target_disk 4
net_begin
target_begin 0 0 "$lab/disk.img"
dhcp_begin
medium_boot installer "$nic"
attach_reached_partman
vm_end
lab_end
