#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: iPXE sanboots a prepared disk to a login prompt, and the system keeps its root
# Run: --disk "$prepared_disk"
# Boots a prepared disk by iPXE's sanboot over AoE to a login prompt and looks whether the installed
# system keeps its root: networking restarted, DHCP renewed, reboot, poweroff.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"

usage() {
	cat <<-END
		Usage: sanboot.sh --disk IMAGE [--nic e1000|virtio-net-pci] [--no-reboot] [--load] [--dep]
		  --disk       made by make-prepared-disk.sh; the run works on a copy
		  --nic        network card (e1000)
		  --no-reboot  leave the second boot out
		  --dep        reboot into an initramfs made with MODULES=dep
		  --load       read and write as much as has made the driver stall, and say how often
		               the watchdog freed it; none means that this run proves nothing of it
	END
}

disk='' nic=e1000 reboot=yes load=no dep=no

while [ $# -gt 0 ]; do
	case $1 in
	--disk) disk=$2 && shift ;;
	--nic) nic=$2 && shift ;;
	--no-reboot) reboot=no ;;
	--load) load=yes ;;
	--dep) dep=yes ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$disk" ] || { usage >&2 && exit 2; }

begin() {
	lab_begin "sanboot-$nic"
	cp --sparse=always "$disk" "$lab/disk.img"
	net_begin
	target_begin 0 0 "$lab/disk.img"
	dhcp_begin aoe:e0.0
	vm_begin boot "$nic" -boot n
}

boots() { # NAME
	require "$1: iPXE sanboots the target" wait_for "Booting from SAN device|Registered.*SAN device|GRUB" 120
	require "$1: the kernel starts" wait_for "Linux version" 120
	require "$1: the initramfs finds the root disk" wait_for "netroot: /dev/.* is there after [0-9]+ s" 180
	note "${console_match#netroot: }"
	require "$1: login prompt is reached" wait_for "login: " 400
	note "login prompt after $((SECONDS - vm_started)) s"
	require "$1: root can log in" console_login root netroot
}

never_on_console() { # REGEX
	! LC_ALL=C grep -aqE -- "$1" "$console"
}

looks_right() {
	assert_output "/ is on the AoE disk" /dev/etherd/e0.0p1 'findmnt -no SOURCE /'
	assert_output "the system is running" running \
		'systemctl is-system-running --wait; systemctl --failed --plain --no-legend'
	assert_output "swap is on" 1 'swapon --noheadings | wc -l'
	assert "nothing waited 90 s for a device" console_run \
		"! journalctl -b --no-pager | grep 'Timed out waiting for device'"
	assert "AoE disks have by-uuid links" console_run \
		'test "$(readlink -f /dev/disk/by-uuid/$(blkid -p -s UUID -o value /dev/etherd/e0.0p1))" = /dev/etherd/e0.0p1'
	assert "AoE disks have by-path links" console_run 'test -b /dev/disk/by-path/aoe-e0.0-part1'
	assert "one watchdog runs" console_run 'test "$(pgrep -c netroot-watchdo)" = 1'
	assert "the initrd waited for nothing in vain" never_on_console 'Gave up waiting'
	assert "the initrd does not resume from swap" console_run 'test "$(cat /sys/power/resume)" = 0:0'
}

disk_answers='dd if=/dev/etherd/e0.0p1 of=/dev/null bs=64k count=16 iflag=direct status=none'

survives() {
	assert "a DHCP client is there" console_run 'pgrep -a "dhc(pcd|lient)"'
	local client
	client=$(sed -n '1s/ .*//p' <<<"$output")
	assert "networking restarts" console_run 'systemctl restart networking'
	assert "the disk answers after that" console_run "timeout 20 $disk_answers"
	assert "the port's own unit restarts" console_run 'systemctl restart ifup@ens3'
	assert "the disk answers after that, too" console_run "timeout 20 $disk_answers"
	assert "the DHCP client lives on" console_run "kill -0 $client; s=\$?; pgrep -a 'dhc(pcd|lient)'; (exit \$s)"
	assert "a typed ifdown is refused" console_run '! ifdown ens3 2>/tmp/said; grep -q refused /tmp/said'
	local before
	before=$(grep -c DHCPACK "$lab/dnsmasq.log" || true)
	assert "the DHCP lease is renewed" console_run \
		'if command -v dhcpcd >/dev/null; then dhcpcd -n ens3; else dhclient -1 ens3; fi'
	assert "the server saw the renewal" poll 60 acks_exceed "$before"
	assert "the disk answers after the renewal" console_run "timeout 20 $disk_answers"
	assert "the port has its address" console_run "ip -4 -o addr show ens3 | grep $lab_ipv4"
}

acks_exceed() { [ "$(grep -c DHCPACK "$lab/dnsmasq.log")" -gt "$1" ]; }

under_load() {
	run_seconds=600
	assert "the disk takes 400 rounds of reads and 200 MB of writes" console_run \
		'i=0; while [ $i -lt 400 ]; do dd if=/dev/etherd/e0.0 of=/dev/null bs=1M count=4 skip=$((i*4%2000)) iflag=direct status=none || exit 1; i=$((i+1)); done; dd if=/dev/zero of=/var/tmp/z bs=1M count=200 conv=fsync status=none && rm /var/tmp/z'
	run_seconds=120
	note_output "rescues by the watchdog (0: no stall came, nothing is proven)" \
		'journalctl -b --no-pager | grep -c "stood still.*revalidated"'
	note_output "watchdog" 'journalctl -b --no-pager | grep "watchdog: " | tail -n 6'
}

makes_small_initramfs() {
	run_seconds=600
	assert "update-initramfs with MODULES=dep succeeds" console_run \
		'echo MODULES=dep >/etc/initramfs-tools/conf.d/small; update-initramfs -u && ls -s /boot/initrd*'
	run_seconds=120
}

reboots() {
	console_type reboot
	boots "after reboot"
	assert_output "/ is on the AoE disk after the reboot" /dev/etherd/e0.0p1 'findmnt -no SOURCE /'
}

powers_off() {
	local before=$SECONDS
	console_type poweroff
	assert "poweroff ends the machine" wait_vm_exit 180
	note "poweroff took $((SECONDS - before)) s"
	assert "the root file system was unmounted cleanly" image_is_clean
}


begin
boots "first boot"
looks_right
survives
[ $load = no ] || under_load
[ $dep = no ] || makes_small_initramfs
[ $reboot = no ] || reboots
powers_off
lab_end
