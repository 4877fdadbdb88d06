#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes the installer medium of the end-to-end runs: Debian 13 with the packages of this tree and the
# unattended preseed file.
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")

usage() { echo "usage: make-medium.sh --packages DIR --out FILE.iso --work DIR [--preseed FILE]"; }

packages='' out='' work='' preseed=$top/iso-build/preseed/unattended.cfg
while [ $# -gt 0 ]; do
  case $1 in
    --packages) packages=${2-} ;;
    --out) out=${2-} ;;
    --work) work=${2-} ;;
    --preseed) preseed=${2-} ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift $(($# > 1 ? 2 : 1))
done
if [ -z "$packages" ] || [ -z "$out" ] || [ -z "$work" ]; then
  usage >&2
  exit 2
fi

own=()
for udeb in "$packages"/netroot-disk_*.udeb "$packages"/netroot-bootloader_*.udeb; do
  [ -f "$udeb" ] || { echo "make-medium: no $udeb: run debian/make-packages $packages first" >&2; exit 1; }
  own+=(--udeb "$udeb")
done
mkdir -p "$(dirname "$out")" "$work"
exec "$top/iso-build/netroot-iso" --output "$out" --work "$work" --lean --preseed "$preseed" "${own[@]}"
