#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What an outage of the server does to a running system: reads and writes go on, the target does not answer for a
# while, then it does. No I/O error, nothing to be done by hand. Five minutes without KVM and the outage itself; not
# among the tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/load.sh"

usage() {
	cat <<-END
		Usage: outage.sh --disk IMAGE [--nic e1000|virtio-net-pci] [--seconds N] [--how server|path|cable]
		                 [--deadsecs N] [--options WORDS]
		  --disk      made by make-prepared-disk.sh; the run works on a copy
		  --seconds   of outage (120)
		  --how       server: vblade is stopped, and goes on; path: frames get lost and no card sees it;
		              cable: the machine's card loses its carrier
		  --deadsecs  the driver's patience, set by a boot parameter; less than the outage shows what is lost then
		  --options   further boot parameters
	END
}

disk='' nic=e1000 outage=120 how=server deadsecs='' options=''
while [ $# -gt 0 ]; do
	case $1 in
	--disk) disk=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--seconds) outage=${2-} && shift ;;
	--how) how=${2-} && shift ;;
	--deadsecs) deadsecs=${2-} && shift ;;
	--options) options=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
case $how in server | path | cable) ;; *) usage >&2 && exit 2 ;; esac
[ -r "$disk" ] || { usage >&2 && exit 2; }

is_tuned() {
	note_output "aoe_deadsecs, aoe_maxout, payload, MTU" \
		'(cd /sys/module/aoe/parameters; cat aoe_deadsecs aoe_maxout /sys/block/etherd!e0.0/payload /sys/class/net/ens3/mtu) | tr "\n" " "'
	[ -n "$deadsecs" ] || assert_output "the driver waits for a week" 604800 'cat /sys/module/aoe/parameters/aoe_deadsecs'
}

disk_goes() {
	case $how in
	server) kill -STOP "$target_pid" ;;
	path) in_net ip link set vm0 down ;;
	cable) vm_link lan off ;;
	esac
}

disk_comes() {
	case $how in
	server) kill -CONT "$target_pid" ;;
	path) in_net ip link set vm0 up ;;
	cable) vm_link lan on ;;
	esac
}

goes_away() {
	note "the disk goes away for $outage s"
	disk_goes
	sleep $((outage / 2)) # this is the outage
	load_stood_still "without the disk no read or write comes to an end"
	sleep $((outage - outage / 2))
	disk_comes
	note "the disk is there again"
}

comes_back() {
	load_goes_on "reads and writes go on by themselves" 90
	load_ends
	no_error_was_logged
	note_output "what the watchdog did" 'journalctl -b --no-pager | grep -a "watchdog: " | tail -n 12'
	assert_output "no service was lost" '' 'systemctl --failed --plain --no-legend'
	console_type poweroff
	assert "poweroff ends the machine" wait_vm_exit 180
	assert "the root file system was unmounted cleanly" image_is_clean
}

# The driver may have the disk up again by then (the watchdog has it asked), but its file system has ended. Only what is
# in memory still runs.
is_lost() {
	assert "the disk was given up: with the server back nothing can be read any more" poll 60 nothing_can_be_read
	note "$output"
	console_run 'read -r state </sys/block/etherd!e0.0/state; echo "$state"' || true
	note "the driver's word: $output"
	vm_end
}

# A program that nothing has used yet.
nothing_can_be_read() { ! console_run '/usr/bin/stat --version' && [[ $output = *"Input/output error"* ]]; }

lab_begin "outage-$how"
cp --sparse=always "$disk" "$lab/disk.img"
put_load
boot_options="$options${deadsecs:+ netroot.deadsecs=$deadsecs}"
net_begin
target_begin 0 0 "$lab/disk.img"
dhcp_begin
system_boot boot "$nic"
is_tuned
load_begins
goes_away
if [ -n "$deadsecs" ] && [ "$deadsecs" -lt "$outage" ]; then is_lost; else comes_back; fi
lab_end
