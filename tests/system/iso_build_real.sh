#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: Image and tree are made from Debian's archive, boot by BIOS and UEFI, and come out the same twice
# Run: "$disk_udeb" "$bootloader_udeb"
# Needs the archive (NETROOT_MIRROR); the cache stays in NETROOT_ISO_WORK or /var/tmp/netroot-tests/iso.
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")
udebs=(--udeb "${1:?usage: $0 NETROOT-DISK.udeb NETROOT-BOOTLOADER.udeb}" --udeb "${2:?}")
work=${NETROOT_ISO_WORK:-/var/tmp/netroot-tests/iso}
mirror=${NETROOT_MIRROR:-http://deb.debian.org/debian}
mkdir -p "$work"
scratch=$(mktemp -d /var/tmp/netroot-iso.XXXXXX)
trap 'rm -rf "$scratch"' EXIT
if ! /usr/lib/apt/apt-helper download-file "$mirror/dists/trixie/Release" "$scratch/Release" >/dev/null 2>&1; then
	echo "no archive at $mirror"
	exit 77
fi
export SOURCE_DATE_EPOCH=1760000000
# shellcheck source=tests/system/lib/checks.sh
. "$top/tests/system/lib/checks.sh"

makes() { # NAME
	"$top/iso-build/netroot-iso" --work "$work" --output "$scratch/$1.iso" --netboot "$scratch/tree" \
		--base-url http://10.0.0.1/netroot --preseed "$top/iso-build/preseed/unattended.cfg" "${udebs[@]}" >"$scratch/out" 2>&1
}
on_image() { xorriso -osirrox on -indev "$scratch/first.iso" -extract "$1" "$2" >/dev/null 2>&1; }
boots_by() { xorriso -indev "$scratch/first.iso" -report_el_torito plain 2>/dev/null | grep -E "boot img : +[12] +$1 " >/dev/null; }
has_file() { xorriso -indev "$scratch/first.iso" -lsl "$1" 2>/dev/null | grep "'$2" >/dev/null; }

check "an image and a tree are made" makes first
[ "$failures" = 0 ] || checks_end
tail -n 4 "$scratch/out"
check "the image boots by BIOS" boots_by BIOS
check "and by UEFI" boots_by UEFI
check "its FAT part has shim and GRUB" on_image /boot/grub/efi.img "$scratch/efi.img"
check "  both" sh -c "mdir -b -i '$scratch/efi.img' ::/EFI/boot | grep -ci 'x64.efi' | grep -x 2"
check "GRUB takes its menu" sh -c "xorriso -osirrox on -indev '$scratch/first.iso' -extract /boot/grub/grub.cfg '$scratch/grub.cfg' && grub-script-check '$scratch/grub.cfg'"
check "rescue mode is on it" has_file /pool/main/r/rescue rescue-mode_
check "the driver's package too" has_file /pool/main/l/linux-signed-amd64 linux-image-6
check "the image has a password in it, and is its owner's alone" test "$(stat -c %a "$scratch/first.iso")" = 600
check "its checksums hold" sh -c "mkdir '$scratch/x' && bsdtar -xf '$scratch/first.iso' -C '$scratch/x' && cd '$scratch/x' && md5sum -c --quiet md5sum.txt"
check "the view of the pool that is signed has its key" gpgv --keyring "$scratch/x/netroot/repository.gpg" "$scratch/x/netroot/dists/trixie/InRelease"
check "the tree is signed by the same" gpgv --keyring "$scratch/x/netroot/repository.gpg" "$scratch/tree/dists/trixie/InRelease"
check "dnsmasq takes the example" dnsmasq --test -C "$scratch/tree/dnsmasq.conf"
mv "$scratch/tree" "$scratch/first"
rm -f "$work"/stamp/{netboot,select,pool,regenerate}
sleep 1.1
umask 002
check "both are made again, by somebody with another umask" makes second
check "the image is the same, byte for byte" cmp "$scratch/first.iso" "$scratch/second.iso"
check "so is the tree" diff -r "$scratch/first" "$scratch/tree"
checks_end
