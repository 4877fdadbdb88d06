#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The installed system's life: a kernel upgrade on the running AoE system, a reboot into the new kernel,
# grub-install by hand on the AoE disk, and a reboot again. Some 20 minutes without KVM; not among the
# tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"

usage() {
	cat <<-END
		Usage: upgrade.sh --disk IMAGE [--nic e1000|virtio-net-pci]
		  --disk  made by make-prepared-disk.sh --upgrade --deb FILE; the run works on a copy
	END
}

disk='' nic=e1000
while [ $# -gt 0 ]; do
	case $1 in
	--disk) disk=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$disk" ] || { usage >&2 && exit 2; }

boots() { # NAME
	require "$1: GRUB starts the kernel" wait_for "Linux version [^ ]+" 240
	note "${console_match}"
	require "$1: login prompt is reached" wait_for "login: " 600
	require "$1: root can log in" console_login root netroot
	assert_output "$1: / is on the AoE disk" /dev/etherd/e0.0p1 'findmnt -no SOURCE /'
}

# The image's menu.lst is written by hand; from here on it is grubfix' and update-grub's.
takes_over() {
	run_seconds=600
	require "the boot files are made by grubfix install" console_run \
		'rm /boot/grub/menu.lst; grubfix install && sed -i "s/^# kopt=.*/& console=ttyS0,115200/; s/^timeout.*/timeout 1/" /boot/grub/menu.lst && grubfix regenerate'
	note "$output"
	assert "grubfix verify is content" console_run 'grubfix verify'
	note "$output"
	console_run 'uname -r'
	old_kernel=$output
}

upgrades() {
	local before=$SECONDS
	run_seconds=2400
	require "the newer kernel is installed on the running system" console_run \
		'echo MODULES=dep >/etc/initramfs-tools/conf.d/small; dpkg -i /var/cache/newer-kernel.deb'
	note "that took $((SECONDS - before)) s; its last words:"
	tail -n 4 <<<"$output" | sed 's/^/    /'
	run_seconds=300
	console_run "ls /boot/vmlinuz-* | grep -vF '$old_kernel' | sed 's/.*vmlinuz-//'"
	new_kernel=$output
	assert "the menu's first entry is the newer kernel" console_run \
		"grep -m1 ^title /boot/grub/menu.lst | grep -F '$new_kernel'"
	assert "the older one is still in it" console_run "grep '^title.*$old_kernel' /boot/grub/menu.lst"
	assert "grubfix verify is content" console_run 'grubfix verify'
	assert "update-grub by hand changes nothing" console_run 'cp /boot/grub/menu.lst /tmp/m; update-grub; cmp /tmp/m /boot/grub/menu.lst'
}

installs_grub_by_hand() {
	run_seconds=600
	assert "grub-install on the AoE disk ends well" console_run 'grub-install /dev/etherd/e0.0'
	note "$output"
	assert "and leaves a boot loader that verifies" console_run 'grubfix verify'
}

lab_begin "upgrade-$nic"
cp --sparse=always "$disk" "$lab/disk.img"
net_begin
target_begin 0 0 "$lab/disk.img"
dhcp_begin aoe:e0.0
vm_begin boot "$nic" -boot n
boots "first boot"
takes_over
upgrades
console_type reboot
boots "after the upgrade"
assert_output "the newer kernel runs" "$new_kernel" 'uname -r'
assert_output "the system is running" running \
	'systemctl is-system-running --wait; systemctl --failed --plain --no-legend'
installs_grub_by_hand
console_type reboot
boots "after grub-install"
assert_output "the newer kernel still runs" "$new_kernel" 'uname -r'
assert "removing the older kernel works" console_run "dpkg --purge linux-image-$old_kernel"
assert "and takes it out of the menu" console_run "! grep -F '$old_kernel' /boot/grub/menu.lst && grubfix verify"
vm_is_gone || console_type poweroff
assert "poweroff ends the machine" wait_vm_exit 240
assert "the root file system was unmounted cleanly" image_is_clean
lab_end
