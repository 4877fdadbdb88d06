#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: attach --root loads the driver by the folder's modprobe and checks and installs it by this machine's tools
# Run: "$netroot"
# The folder has a modprobe, a udevadm and so on of its own, but neither depmod nor gpgv: the module comes out of
# a .deb below the folder, and out of an archive that was signed for the test.
#   attach_root.sh NETROOT [LINUX-IMAGE.deb]
# Needs root, and apt-utils busybox gnupg gpgv iproute2 kmod python3 xz-utils.
# shellcheck disable=SC2016 # what is in single quotes is for the machine's shell
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
netroot=$(readlink -f "${1:?usage: $0 NETROOT [LINUX-IMAGE.deb]}")
if [ -z "${NETROOT_TEST_INSIDE:-}" ]; then
	deb=${2:-$("$here/module_package.sh")}
	export NETROOT_TEST_INSIDE=1
	exec unshare --net -- "$0" "$netroot" "$(readlink -f "$deb")"
fi
# shellcheck source=tests/system/module_checks.sh
. "$here/module_checks.sh"
# shellcheck source=tests/system/played-machine.sh
. "$here/played-machine.sh"
ip link set lo up
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
deb=$2
work=$(mktemp -d /tmp/netroot-attach.XXXXXX)
machine=$work/machine
servers=()
stop() {
	for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
	rm -rf "$work"
}
trap stop EXIT
kernel=$(dpkg-deb -f "$deb" Package)
kernel=${kernel#linux-image-}
expect_module_of "$deb"
small=$work/linux-image-${kernel}_1_amd64.deb
small_package "$small" .xz "xz -c" xz
make_archive "$small"
serve "$work/archive"

# Without the driver; its modprobe finds what modules.dep lists, and loads it by making its folder in sysfs.
machine_without_driver() {
	installer_machine
	rm -r "$machine/sys/module"
	mkdir -p "$machine/proc/sys/kernel" "$machine/usr/share/keyrings"
	echo "$kernel" >"$machine/proc/sys/kernel/osrelease"
	cp "$work/archive-key.gpg" "$machine/usr/share/keyrings/archive.gpg"
	program modprobe 'echo "$@" >>/run/modprobe
		tree=/lib/modules/$(busybox cat /proc/sys/kernel/osrelease)
		[ "$*" != "-r aoe" ] || exec busybox rm -r /sys/module/aoe
		[ "$*" = aoe ] && busybox grep -q "^kernel/drivers/block/aoe/aoe.ko:" "$tree/modules.dep" || exit 1
		busybox mkdir -p /sys/module/aoe/parameters'
}

run_netroot() {
	"$netroot" "$1" --root "$machine" --answers "$work/answers" >"$work/out" 2>&1 ||
		fail "netroot $1: $(cat "$work/out")"
}

attaches() {
	run_netroot attach
	cmp "$work/expected.ko" "$machine/lib/modules/$kernel/kernel/drivers/block/aoe/aoe.ko" || fail "$1: another aoe.ko"
	[ "$(cat "$machine/run/modprobe")" = "$(printf 'aoe\naoe')" ] || fail "$1: modprobe got $(cat "$machine/run/modprobe")"
	grep -qx DEVICE=/dev/etherd/e0.0 "$machine/run/netroot/disk" || fail "$1: no disk was noted"
	pass "$1"
}

title "a .deb in the folder"
machine_without_driver
mkdir "$machine/media"
cp "$small" "$machine/media/"
answers "netroot/module/source string path" "netroot/module/path string /media"
attaches "depmod and modprobe each find the folder's modules"
run_netroot undo
[ "$(tail -n 1 "$machine/run/modprobe")" = "-r aoe" ] || fail "undo: modprobe got $(cat "$machine/run/modprobe")"
[ ! -e "$machine/sys/module/aoe" ] || fail "undo left the driver"
[ ! -e "$machine/run/netroot/made" ] || fail "undo left its notes"
pass "undo unloads it by the same modprobe"

title "a signed archive"
machine_without_driver
archive_answers trixie
echo "d-i netroot/module/source string mirror" >>"$work/answers"
attaches "gpgv checks it with the folder's keyring"
echo "ok: $passed checks"
