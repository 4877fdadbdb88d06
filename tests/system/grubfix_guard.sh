#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: Nothing that Debian 13's packages and grub-install do makes a system on an AoE disk unbootable
# Run: --deb "$deb" --grub-legacy "$NETROOT_STATIC_PREFIX/grub-legacy.deb" --suite trixie
# grubfix_guard.sh: a real Debian with kernels, GRUB legacy and netroot in a chroot on what looks like an
# AoE disk (lib/aoe-chroot.sh). Whatever usually breaks a boot loader is done to it in turn, and after each
# the boot code, menu.lst's default entry and grubfix's verdict are looked at. grubfix_guard_bookworm.sh
# does the same with Debian 12. Needs root, and Debian's archive the first time.
#
# grubfix_guard.sh --deb NETROOT.deb --grub-legacy GRUB-LEGACY.deb [--suite trixie]
# Environment: NETROOT_MODULES, MODULES= of the initrds (default most; list is quicker).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/system/lib/aoe-chroot.sh
. "$here/lib/aoe-chroot.sh"
# shellcheck source=tests/system/lib/guard-steps.sh
. "$here/lib/guard-steps.sh"
# shellcheck source=tests/system/lib/guard-end.sh
. "$here/lib/guard-end.sh"
own_mount_namespace "$0" "$@"

suite=trixie deb='' grub_legacy=''
while [ $# -gt 1 ]; do
	case $1 in
	--deb) deb=$(readlink -f "$2") ;;
	--grub-legacy) grub_legacy=$(readlink -f "$2") ;;
	--suite) suite=$2 ;;
	*) break ;;
	esac
	shift 2
done
if [ $# -gt 0 ] || [ ! -s "$deb" ] || [ ! -s "$grub_legacy" ]; then
	sed -n '10s/^# //p' "$0" >&2
	exit 2
fi

tarball=$("$here/debian-root.sh" "$suite")
work=${NETROOT_WORK:-/var/tmp/netroot-work}
mirror=${NETROOT_MIRROR:-http://deb.debian.org/debian}
security=${NETROOT_SECURITY_MIRROR:-http://deb.debian.org/debian-security}
scratch=$(mktemp -d "$work/guard.XXXXXX")
target=$scratch/target
log=$scratch/log
menu=$target/boot/grub/menu.lst
other_loop=''

finish() {
	set +e
	let_go_of_disk "$scratch/dev"
	[ -z "$other_loop" ] || losetup -d "$other_loop"
	cp "$log" "$work/grubfix_guard-$suite.log" 2>/dev/null
	rm -rf --one-file-system "$scratch"
}
trap finish EXIT

started=$SECONDS
section() {
	say "-- $* ($((SECONDS - started)) s)"
	echo "== $*" >>"$log"
}
must() { # WHAT COMMAND...: what the rest of the test stands on
	check "$@"
	[ "$failures" -eq 0 ] || { tail -n 30 "$log" >&2 && exit 1; }
}

prepare_system
two_kernels
install_boot_loader
for step in grub_install_by_hand grub_install_elsewhere update_grub_by_hand kernels_come_and_go \
	upgrade_and_reconfigure grub_legacy_goes_and_comes_back renewal_that_fails broken_initrd \
	grub_pc_by_accident purge_netroot failed_installation another_boot_loader; do
	"$step"
done

[ "$failures" -eq 0 ] || { say "grubfix_guard: $failures checks failed (log: $work/grubfix_guard-$suite.log)" && exit 1; }
say "grubfix_guard: all checks passed in $((SECONDS - started)) s"
