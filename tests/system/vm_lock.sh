#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: the wait for another virtual machine does not count against a test's time limit
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export NETROOT_VM_LOCK=$dir/lock
# shellcheck source=tests/e2e/lib/vm-lock.sh
. "$top/tests/e2e/lib/vm-lock.sh"

fail() {
	echo "FAILED: $*"
	exit 1
}

# hold SECONDS: another virtual machine, which runs already when this returns
hold() {
	rm -f "$dir/held"
	(
		flock "$lock"
		: >"$dir/held"
		sleep "$1"
	) {lock}>"$dir/lock" &
	timeout 10 sh -c "until [ -e '$dir/held' ]; do sleep 0.05; done" || fail "the lock could not be taken"
}
is_free() { flock -n "$dir/lock" true; }

# A test as far as the lock goes: it starts two machines, one after the other.
cat >"$dir/test" <<'TEST'
#!/bin/bash
for machine in 1 2; do
	exec {lock}>"$NETROOT_VM_LOCK"
	flock "$lock"
	exec {lock}>&-
done
sleep "$1"
exit "$2"
TEST
chmod 755 "$dir/test"

hold 4
began=$SECONDS
holding_vm_lock timeout 2 "$dir/test" 0 0 >"$dir/out" || fail "the test ended with $?"
[ $((SECONDS - began)) -ge 3 ] || fail "it did not wait for the other machine"
grep -q "waiting for another virtual machine" "$dir/out" || fail "the wait is not told"
echo "ok: a wait of 4 s is no part of a limit of 2 s"

status=0
holding_vm_lock timeout 2 "$dir/test" 9 0 || status=$?
[ "$status" = 124 ] || fail "a test over its limit ended with $status"
status=0
holding_vm_lock timeout 2 "$dir/test" 0 7 || status=$?
[ "$status" = 7 ] || fail "the test's exit status became $status"
is_free || fail "the lock is held after the test"
echo "ok: the limit itself and the exit status are as before, and the lock is free behind it"

holding_vm_lock "$dir/test" 2 0 &
sleep 1
! is_free || fail "another machine could start while the test has one"
wait $!
echo "ok: while a test runs no other machine starts"
