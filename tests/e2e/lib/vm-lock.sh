# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# One virtual machine at a time on a host, whoever starts it. tests/e2e/lib/machine.sh takes the lock for
# the time that a machine runs; who limits a test's time takes it here, in front of the test.

vm_lock=${NETROOT_VM_LOCK:-/tmp/netroot-vm.lock}

# holding_vm_lock COMMAND...: waits for the lock, then runs the command with a lock of its own in its place,
# so that what the command waits for is no other machine. Status: the command's.
holding_vm_lock() {
	local held own status=0
	exec {held}>"$vm_lock"
	flock -n "$held" || echo "waiting for another virtual machine to end"
	flock "$held"
	own=$(mktemp "${TMPDIR:-/tmp}/netroot-held.XXXXXX")
	# Not handed on: a server that a test left behind would keep the lock.
	NETROOT_VM_LOCK=$own "$@" {held}>&- || status=$?
	rm -f "$own"
	exec {held}>&-
	return "$status"
}
