#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# debian-root.sh [SUITE]: prints the path of a tar.zst with Debian's base system (minbase and what a
# bootable system has besides; no kernel, no boot loader), made by debootstrap when there is none
# yet. Tests unpack it instead of installing anew. Kept under ${NETROOT_WORK:-/var/tmp/netroot-work}.
set -euo pipefail

suite=${1:-trixie}
work=${NETROOT_WORK:-/var/tmp/netroot-work}
mirror=${NETROOT_MIRROR:-http://deb.debian.org/debian}
tarball=$work/root-$suite.tar.zst
extra=udev,systemd-sysv,ifupdown,iproute2,kmod,zstd

mkdir -p "$work/debs-$suite"
exec 9>"$work/root-$suite.lock"
flock 9
if [ ! -s "$tarball" ]; then
	root=$(mktemp -d "$work/root-$suite.XXXXXX")
	trap 'rm -rf "$root"' EXIT
	debootstrap --variant=minbase --include="$extra" --cache-dir="$work/debs-$suite" \
		"$suite" "$root" "$mirror" >"$work/root-$suite.log" 2>&1 ||
		{ tail -5 "$work/root-$suite.log" >&2 && exit 1; }
	rm -f "$root"/var/cache/apt/archives/*.deb
	tar -C "$root" --numeric-owner --xattrs -cf - . | zstd -q -T0 -3 -o "$tarball.new"
	mv "$tarball.new" "$tarball"
fi
echo "$tarball"
