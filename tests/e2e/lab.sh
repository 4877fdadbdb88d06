# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# A laboratory for end-to-end runs, to be sourced: a network of its own with an AoE target and a
# DHCP server in it, and a virtual machine on that network. Needs root. Everything is ended by
# process id when the shell that sourced this leaves.
#
#   lab_begin NAME               work folder $lab (kept), results counted from zero
#   net_begin                    namespace, bridge, tap; then target_begin and dhcp_begin
#   target_begin SHELF SLOT IMG  a vblade; its id in $target_pid
#   dhcp_begin [ROOT_PATH]       dnsmasq with router advertisements; option 17 when given
#   vm_begin NAME NIC ARGUMENT... QEMU; console in $console, vm_end or wait_vm_exit after
#   fleet_machine NAME N ...     one of several machines at a time (lib/fleet.sh)
#   screen_open serial $console  somebody in front of it, who sees its screen and presses keys
#   lab_end                      "N passed, N failed", fails when anything did

lab_files=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
for lab_part in report network machine console screen fleet; do
	# shellcheck source=/dev/null
	. "$lab_files/lib/$lab_part.sh"
done
unset lab_part

lab_begin() { # NAME
	[ "$(id -u)" = 0 ] || die "root is needed, for a network namespace and vblade"
	lab=${NETROOT_LAB:-/var/tmp/netroot-lab}/$1
	mkdir -p "$lab"
	lab_disk=$lab/disk.img
	trap lab_clean EXIT
	trap 'exit 130' INT TERM
}

# Later things first; a failure of one step must not keep the others from happening.
lab_clean() {
	fleet_stop || true
	vm_end || true
	net_end || true
}

lab_end() {
	lab_clean
	trap - EXIT
	summary
}
