# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# What every whole run looks at behind the attached disk: the installation, and the installed system.

# What a run in which somebody is there has to answer meanwhile.
answer_meanwhile() { :; }

install_reached_bootloader() {
	require_log "partman used the disk: its root file system is mounted" "EXT4-fs \(etherd.${lab_target/./\\.}p1\): mounted" 900
	require_log "the base system is being installed" "Menu item 'bootstrap-base' selected" 300
	answer_meanwhile
	require_log "the base system is there" "Menu item 'apt-setup-udeb' selected" 5400
	require_log "the boot loader item is ours" "Menu item 'netroot-bootloader' selected" 1800
}

install_reached_end() {
	require_log "the disk is bootable, the installer comes to its end" "Menu item 'finish-install' selected" 2400
	assert "no other boot loader was tried" never_in_log "Menu item '(grub-installer|nobootloader)' selected"
	assert "no boot loader error" never_in_log "(grub-installer|nobootloader|netroot-bootloader).*(failed|error code)"
	require "the installer reboots" wait_vm_exit 1800
	note "stalls of the driver in the installer that the watchdog ended: $(grep -ac 'stood still.*revalidated' "$second")"
	vm_end
}

installed_system_runs() { # NIC PASSWORD
	vm_memory=1024
	vm_begin installed "$1" -boot n
	require "iPXE sanboots the installed disk" wait_for "Registered|SAN device|GRUB" 180
	require "login prompt is reached" wait_for "login: " 900
	note "login prompt after $((SECONDS - vm_started)) s"
	require "root can log in" console_login root "$2"
	assert_output "findmnt / shows the AoE disk" "/dev/etherd/${lab_target}p1" 'findmnt -no SOURCE /'
	assert_output "the system is running" running \
		'systemctl is-system-running --wait; systemctl --failed --plain --no-legend'
	assert_output "swap is on" 1 'swapon --noheadings | wc -l'
	assert "grubfix finds nothing wrong" console_run 'grubfix verify'
	note_output "stalls that the watchdog ended since" 'journalctl -b --no-pager | grep -c "stood still.*revalidated"'
}

installed_system_ends() {
	vm_is_gone || console_type poweroff
	assert "poweroff ends the machine" wait_vm_exit 240
	assert "the root file system was unmounted cleanly" image_is_clean
}
