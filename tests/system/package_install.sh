#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: netroot's .deb installs without kernel and initramfs-tools, and purging it leaves nothing behind
# Run: "$deb"
#
# package_install.sh NETROOT.deb: a chroot with Debian's base system, as debian-installer has it before the
# kernel. Compared are all files' names, kinds, modes and checksums outside of dpkg's own records.
set -euo pipefail

deb=$(readlink -f "${1:?usage: package_install.sh NETROOT.deb}")
here=$(dirname "$(readlink -f "$0")")
tarball=$("$here/debian-root.sh")
work=$(mktemp -d "${NETROOT_WORK:-/var/tmp}/package-install.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$work/root
failures=0

expect() { # WHAT COMMAND...
  if "${@:2}"; then echo "ok: $1"; else echo "FAILED: $1"; failures=$((failures + 1)); fi
}

snapshot() {
  (cd "$root" && find . \( -path ./var/lib/dpkg -o -path ./var/log -o -path ./var/cache \) -prune -o \
    \( -type f -printf '%y %m %p ' -exec sha256sum {} \; -o -printf '%y %m %p %l\n' \) | sort)
}

dpkg_in_root() { chroot "$root" dpkg "$@" </dev/null; }
# shellcheck disable=SC2016 # dpkg-query's, not the shell's
installed() { [ "$(chroot "$root" dpkg-query -W -f '${db:Status-Status}' netroot 2>/dev/null)" = installed ]; }

mkdir "$root"
tar -C "$root" --numeric-owner --xattrs --zstd -xf "$tarball"
[ ! -e "$root/usr/sbin/update-initramfs" ] || { echo "the base system has initramfs-tools already"; exit 1; }
cp "$deb" "$root/tmp/netroot.deb"
# The libraries that it needs are the archive's; they stay, and are not looked at.
cp /etc/resolv.conf "$root/etc/resolv.conf"
# shellcheck disable=SC2016 # for the shell in the root
expect "apt satisfies its dependencies" chroot "$root" sh -c \
  'apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends satisfy "$1"' \
  sh "$(dpkg-deb -f "$deb" Depends)"
snapshot >"$work/before"

expect "dpkg installs it" dpkg_in_root -i /tmp/netroot.deb
expect "it is configured" installed
expect "grubfix runs there" chroot "$root" /usr/sbin/grubfix --version
expect "a second installation is fine" dpkg_in_root -i /tmp/netroot.deb
command_status() { # STATUS COMMAND...: of a command in the root
  local wanted=$1 got=0
  shift
  chroot "$root" "$@" >"$work/said" 2>&1 || got=$?
  [ "$got" = "$wanted" ]
}
for program in grub-install update-grub; do
  expect "$program is not there, as before" command_status 127 "$program"
  expect "… which names the packages that have it" grep -q 'command not found.*grub-pc or grub-legacy' "$work/said"
  expect "… and a package's script is not stopped by it" \
    command_status 0 env DPKG_MAINTSCRIPT_PACKAGE=linux-image "$program"
done
for conffile in etc/kernel/postinst.d/zz-zz-netroot etc/kernel/postrm.d/zz-zz-netroot \
  etc/initramfs/post-update.d/netroot etc/initramfs-tools/conf.d/zz-netroot etc/dhcp/dhclient-enter-hooks.d/netroot; do
  expect "$conffile is a conffile" grep -qx "/$conffile" "$root/var/lib/dpkg/info/netroot.conffiles"
done

# What the installer's item writes beside the package.
mkdir -p "$root/etc/netroot"
echo 'NETROOT_TARGET=e0.0' >"$root/etc/netroot/netroot.conf"
touch "$root"/etc/netroot/sanboot.gpxe "$root"/etc/netroot/sanboot-{dnsmasq,dhcpd}.conf \
  "$root/etc/apt/preferences.d/netroot-grub-legacy"
expect "removing it keeps the configuration" dpkg_in_root -r netroot
expect "the configuration is there" test -s "$root/etc/netroot/netroot.conf"
expect "the kernel hook outlives the package without failing" chroot "$root" /etc/kernel/postinst.d/zz-zz-netroot 1.0
expect "purging it works" dpkg_in_root -P netroot
snapshot >"$work/after"
expect "nothing is left behind" diff "$work/before" "$work/after"
[ "$failures" = 0 ]
