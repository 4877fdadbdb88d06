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
. "$here/lib/install-asserts.sh"
. "$here/lib/second-card.sh"

usage() {
	cat <<-END
		Usage: attach.sh --iso FILE [--nic e1000|virtio-net-pci] [--pull] [--mtu BYTES]
		  --iso       medium made by iso-build/netroot-iso with an unattended preseed file
		  --pull      two cards lead to the target; one is pulled while partman and the first minutes of
		              the base system are at work, then the other in its place
		  --mtu       of the server's interface (1500)
	END
}

iso='' nic=e1000 pull=no mtu=1500
while [ $# -gt 0 ]; do
	case $1 in
	--iso) iso=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--pull) pull=yes ;;
	--mtu) mtu=${2-} && shift ;;
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
[ $pull = no ] || second_card
network_mtu "$mtu"
target_begin 0 0 "$lab/disk.img"
dhcp_begin
medium_boot installer "$nic"
attach_reached_partman
if [ $pull = yes ]; then
	second_card_is_used
	cards_are_pulled_in_turns
fi
vm_end
lab_end
