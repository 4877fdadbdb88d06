#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Two cards to one target: both are used; one is pulled while the disk is read and written, and comes back; then the
# other. No I/O error. Ten minutes without KVM; not among the tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/load.sh"

usage() {
	cat <<-END
		Usage: multipath.sh --disk IMAGE [--segments 1|2] [--mtu BYTES] [--seconds N] [--nic e1000|virtio-net-pci]
		  --disk      made by make-prepared-disk.sh; the run works on a copy
		  --segments  2: each card has a segment of its own, and the server a vblade on each (2); 1: both cards
		              and the server's only interface are on one
		  --mtu       of cards and server (9000)
		  --seconds   that a card is away (40)
	END
}

disk='' segments=2 mtu=9000 away=40 nic=e1000
while [ $# -gt 0 ]; do
	case $1 in
	--disk) disk=${2-} && shift ;;
	--segments) segments=${2-} && shift ;;
	--mtu) mtu=${2-} && shift ;;
	--seconds) away=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$disk" ] || { usage >&2 && exit 2; }

first_mac=$vm_mac second_mac=52:54:00:77:00:02

both_segments() {
	net_begin
	local second=br0
	if [ "$segments" = 2 ]; then
		second=br1
		add_segment br1
	fi
	add_tap vm1 $second
	network_mtu "$mtu"
	target_begin 0 0 "$lab/disk.img"
	[ "$segments" = 1 ] || target_begin 0 0 "$lab/disk.img" br1
	dhcp_begin
}

# Frames that the card has sent and received, from the machine's own counters.
frames() { # INTERFACE
	console_run "cd /sys/class/net/$1/statistics; echo \$((\$(<tx_packets) + \$(<rx_packets)))"
	echo "$output" >"$lab/frames"
	frames=$output
}

carry() { # NAME INTERFACE...: the counters of each of them grow with the load
	local interface before
	local -A begin=()
	for interface in "${@:2}"; do
		frames "$interface"
		begin[$interface]=$frames
	done
	load_goes_on "$1: reads and writes come round" 120
	for interface in "${@:2}"; do
		frames "$interface"
		before=${begin[$interface]}
		assert "$1: $interface carries frames ($((frames - before)))" test $((frames - before)) -gt 500
	done
}

uses_both() {
	assert_output "the driver knows both ways" "ens3,ens5" 'tr , "\n" </sys/block/etherd!e0.0/netif | sort | paste -sd,'
	carry "both cards" ens3 ens5
}

# Lowered by hand, as DHCP or a line in /etc/network/interfaces would do it.
mtu_is_kept() {
	[ "$mtu" -gt 1500 ] || return 0
	require "the MTU of a port in use is lowered" console_run 'ip link set ens3 mtu 1500'
	assert "… and the watchdog sets it back" poll 30 mtu_is_back
	load_goes_on "… so that reads and writes go on" 60
}

mtu_is_back() { console_run 'read -r mtu </sys/class/net/ens3/mtu; echo $mtu' && [ "$output" = "$mtu" ]; }

pull() { # cable|path NETDEV TAP
	case $1 in
	cable) vm_link "$2" off ;;
	path) in_net ip link set "$3" down ;;
	esac
}

plug() { # cable|path NETDEV TAP
	case $1 in
	cable) vm_link "$2" on ;;
	path) in_net ip link set "$3" up ;;
	esac
}

# The longest round since the last look is how long the disk stood still.
one_goes() { # HOW NETDEV TAP LEFT WHAT
	local begin
	console_run 'echo 0 >/run/load/longest'
	pull "$1" "$2" "$3"
	begin=$SECONDS
	carry "without $5" "$4"
	while [ $((SECONDS - begin)) -lt "$away" ]; do load_goes_on "… on and on" 60; done # this is the outage
	plug "$1" "$2" "$3"
	note "$5 was away for $((SECONDS - begin)) s"
	assert "with $5 back, both are used again" poll 150 both_carry
	note "after $((SECONDS - begin - away)) s"
}

both_carry() {
	local first second
	frames ens3 && first=$frames
	frames ens5 && second=$frames
	rounds_done || return 1
	poll 60 load_passed $((output + 3)) || return 1
	frames ens3 && [ $((frames - first)) -gt 100 ] || return 1
	frames ens5 && [ $((frames - second)) -gt 100 ]
}

lab_begin "multipath-$segments"
cp --sparse=always "$disk" "$lab/disk.img"
put_load
both_segments
boot_options="netroot.macs=$first_mac,$second_mac netroot.mtu=$mtu"
system_boot boot "$nic" -netdev "tap,id=lan2,ifname=vm1,script=no,downscript=no" \
	-device "$nic,netdev=lan2,mac=$second_mac,addr=5,romfile="
note_output "payload, MTUs" 'cat /sys/block/etherd!e0.0/payload /sys/class/net/ens[35]/mtu | tr "\n" " "'
load_begins
uses_both
mtu_is_kept
one_goes cable lan2 vm1 ens3 "the second card's cable"
one_goes path lan vm0 ens5 "the way behind the first card"
load_ends
no_error_was_logged
assert "a typed ifdown of the second card is refused, too" console_run \
	'. /usr/lib/netroot/held-links.sh; is_held ens3 && is_held ens5'
console_type poweroff
assert "poweroff ends the machine" wait_vm_exit 240
assert "the root file system was unmounted cleanly" image_is_clean
lab_end
