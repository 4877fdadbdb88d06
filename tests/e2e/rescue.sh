#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: the initramfs says what is wrong when the target or the card is missing, and goes on after
# Run: --disk "$prepared_disk"
# Starts kernel and initrd of a prepared disk without iPXE: no target at first; a configured card
# that is not there; a root disk that is none of our business.
# shellcheck source-path=SCRIPTDIR disable=SC2154
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"

usage() {
	cat <<-END
		Usage: rescue.sh --disk IMAGE
		  --disk  made by make-prepared-disk.sh; the run works on a copy
	END
}

disk=''
while [ $# -gt 0 ]; do
	case $1 in
	--disk) disk=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$disk" ] || { usage >&2 && exit 2; }

from_disk() { debugfs -R "$1" "$lab/disk.img?offset=$((4096 * 512))" 2>/dev/null; }

fetch_kernel() {
	local version
	version=$(from_disk "ls -p /boot" | sed -n 's|.*/vmlinuz-\([^/]*\)/.*|\1|p')
	from_disk "dump /boot/vmlinuz-$version $lab/vmlinuz"
	from_disk "dump /boot/initrd.img-$version $lab/initrd"
	if [ ! -s "$lab/vmlinuz" ] || [ ! -s "$lab/initrd" ]; then die "no kernel and initrd in $disk"; fi
}

starts() { # NAME KERNEL_PARAMETERS [ARGUMENT...]
	local name=$1 parameters=$2
	shift 2
	vm_begin "$name" e1000 -kernel "$lab/vmlinuz" -initrd "$lab/initrd" \
		-append "console=ttyS0,115200 ro $parameters" -no-reboot "$@"
}

the_system_starts='Welcome to .*Debian|systemd 2[0-9]+.* running in system mode'

without_target() {
	starts no-target "root=/dev/etherd/e0.0p1 netroot.timeout=6"
	require "without a target the wait ends" wait_for "root disk did not appear within 6 s" 150
	assert "the message says what was looked for" wait_for "looked for /dev/etherd/e0.0p1" 10
	assert "it says which port has a carrier" wait_for "52:54:00:77:00:01\): up, has carrier" 10
	assert "it says which targets answered" wait_for "targets that answered: none" 10
	require "then comes the initramfs' shell" wait_for "\(initramfs\) " 90
	target_begin 0 0 "$lab/disk.img"
	console_type /scripts/local-top/netroot
	assert "once the target is there, trying again finds it" wait_for "/dev/etherd/e0.0p1 is there" 60
	console_type exit
	assert "leaving the shell boots the system" wait_for "$the_system_starts" 120
	vm_end
}

with_another_card() {
	starts other-card "root=/dev/etherd/e0.0p1 netroot.macs=52:54:00:00:00:99"
	assert "a card that is gone is named" wait_for "no port has the address 52:54:00:00:00:99" 150
	assert "every port is tried in its place" wait_for "/dev/etherd/e0.0p1 is there" 60
	vm_end
}

with_local_root() {
	target_end
	starts local "root=/dev/vda1" -drive "file=$lab/disk.img,format=raw,if=virtio"
	assert "a local root disk boots" wait_for "$the_system_starts" 150
	assert "and the initramfs' script keeps out of the way" silent_about_netroot
	vm_end
}

silent_about_netroot() { ! grep -a "netroot: " "$console"; }

lab_begin rescue
cp --sparse=always "$disk" "$lab/disk.img"
fetch_kernel
net_begin
without_target
with_another_card
with_local_root
lab_end
