#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: Augeas finds no error in what grubfix writes, and reads the same values from it
# Run: "$grubfix"
# Another reader of menu.lst and device.map as the oracle: each fixture that Augeas understands is put into a
# system with the kernels that it names; after `grubfix regenerate` Augeas must understand it still.
#   grubfix_augeas.sh GRUBFIX
# Needs augeas-tools and cpio; no root.
set -euo pipefail
export LC_ALL=C

grubfix=$(readlink -f "$1")
fixtures=$(dirname "$(readlink -f "$0")")/../fixtures/grub
scratch=$(mktemp -d "${TMPDIR:-/tmp}/grubfix-augeas.XXXXXX")
root=$scratch/root
trap 'rm -rf "$scratch"' EXIT

here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"

# augeas COMMAND…: what Augeas says of both files of the system, one command a line.
augeas() {
  printf '%s\n' "$@" | augtool -r "$root" --noautoload \
    -t 'Grub.lns incl /boot/grub/menu.lst' -t 'Device_map.lns incl /boot/grub/device.map'
}
no_error() { # FILE
  [ -f "$root/boot/grub/$1" ] || return 1
  augeas "print /augeas/files/boot/grub/$1/error" >"$scratch/error"
  cat "$scratch/error"
  [ ! -s "$scratch/error" ]
}
value() { # PATH below /files/boot/grub: what stands there
  augeas "get /files/boot/grub/$1" | sed -n 's/^[^=]* = //p'
}
is() { # EXPECTED FOUND
  echo "expected: $1"
  echo "found:    $2"
  [ "$1" = "$2" ]
}

make_initrd() { # VERSION FOLDER: as the package's hook makes them, with no more than what is asked for
  local tree=$scratch/initrd
  rm -rf "$tree"
  mkdir -p "$tree/scripts/local-top" "$tree/etc/netroot" "$tree/usr/lib/modules/$1/kernel/drivers/block/aoe"
  echo '#!/bin/sh' >"$tree/scripts/local-top/netroot"
  chmod 755 "$tree/scripts/local-top/netroot"
  cp "$root/etc/netroot/netroot.conf" "$tree/etc/netroot/"
  echo module | xz >"$tree/usr/lib/modules/$1/kernel/drivers/block/aoe/aoe.ko.xz"
  (cd "$tree" && find . | cpio --quiet -o -H newc | gzip -1) >"$2/initrd.img-$1"
}

make_system() { # FIXTURE ROOT-PARTITION BOOT-PARTITION
  local version
  rm -rf "$root"
  mkdir -p "$root/boot/grub" "$root/etc/netroot"
  cp "$fixtures/$1" "$root/boot/grub/menu.lst"
  printf '(fd0)\t/dev/fd0\n(hd0)\t/dev/sda\n(hd1)\t/dev/etherd/e0.0\n' >"$root/boot/grub/device.map"
  echo 0 >"$root/boot/grub/default"
  printf 'NETROOT_TARGET=e0.0\nNETROOT_MACS="52:54:00:12:34:56"\nNETROOT_TIMEOUT=60\n' >"$root/etc/netroot/netroot.conf"
  printf 'NETROOT_ROOT_PARTITION=%s\nNETROOT_BOOT_PARTITION=%s\n' "$2" "$3" >>"$root/etc/netroot/netroot.conf"
  sed -nE 's#^(kernel|module)[[:blank:]].*/vmlinuz-([0-9][^[:blank:]]*) .*#\2#p' "$fixtures/$1" | sort -u |
    while read -r version; do
      printf 'kernel %s\n' "$version" >"$root/boot/vmlinuz-$version"
      make_initrd "$version" "$root/boot"
    done
}

# The root lines and root= of all stanzas of update-grub's list, as grubfix was to write them: GROOT ROOT.
stanzas_agree() {
  local titles path
  titles=$(augeas 'match /files/boot/grub/menu.lst/title' | sed -n 's|^\(/[^ ]*\) = Debian GNU/Linux, kernel .*|\1|p')
  [ -n "$titles" ] || { echo "Augeas sees no stanza of update-grub's"; return 1; }
  for path in $titles; do
    is "$1" "$(augeas "get $path/root" | sed 's/^[^=]* = //')" || return 1
    # memtest86 has no root=
    augeas "match $path/kernel/root" | grep -q ' = ' || continue
    is "$2" "$(augeas "get $path/kernel/root" | sed 's/^[^=]* = //')" || return 1
  done
}

judge() { # FIXTURE ROOT-PARTITION BOOT-PARTITION
  local name=$1 device=/dev/etherd/e0.0p$2 groot="(hd0,$(($3 ? $3 - 1 : $2 - 1)))" before
  make_system "$@"
  if ! no_error menu.lst >/dev/null; then
    echo "      Augeas does not understand $name"
    return
  fi
  understood=$((understood + 1))
  if ! "$grubfix" --root "$root" regenerate >"$scratch/out" 2>&1; then
    check "$name: regenerate succeeds" sh -c "cat '$scratch/out'; false"
    return
  fi
  check "$name: no error in menu.lst" no_error menu.lst
  check "$name: … nor in device.map" no_error device.map
  check "$name: … (hd0) is the AoE disk" is /dev/etherd/e0.0 "$(value device.map/hd0)"
  check "$name: … and nothing else is" is 1 "$(grep -c /dev/etherd/e0.0 "$root/boot/grub/device.map")"
  check "$name: groot" is "$groot" "$(value menu.lst/debian/groot)"
  check "$name: root= in kopt" is "root=$device" "$(value menu.lst/debian/kopt | grep -o 'root=[^ ]*')"
  check "$name: root and root= of each stanza" stanzas_agree "$groot" "$device"
  before=$(sha256sum "$root"/boot/grub/*)
  "$grubfix" --root "$root" regenerate >/dev/null
  check "$name: a second run changes nothing" is "$before" "$(sha256sum "$root"/boot/grub/*)"
}

understood=0
for file in "$fixtures"/*.menu.lst; do
  case ${file##*/} in
    separate-boot.menu.lst) judge "${file##*/}" 2 1 ;;
    *) judge "${file##*/}" 1 0 ;;
  esac
done
check "Augeas understands at least ten of the fixtures" [ "$understood" -ge 10 ]

checks_end
