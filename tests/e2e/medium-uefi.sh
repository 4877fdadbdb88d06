#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# UEFI machines: firmware (OVMF) starts the medium from CD, from a USB stick and with Secure Boot, and the tree of
# --netboot by its own PXE, each up to the kernel's first lines. The installed system needs a BIOS; this is the
# installer. 3 minutes without KVM; not among the tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/medium.sh"
. "$here/lib/netboot-tree.sh"

usage() {
	cat <<-END
		Usage: medium-uefi.sh --packages DIR --work DIR [--only cd|usb|secure|network]
		  --packages   folder with the packages that debian/make-packages makes
		  --work       cache of iso-build/netroot-iso, about 2 GB
		  --only       one of the four ways
	END
}

packages='' work='' only=
while [ $# -gt 0 ]; do
	case $1 in
	--packages) packages=${2-} && shift ;;
	--work) work=${2-} && shift ;;
	--only) only=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
if [ ! -d "$packages" ] || [ -z "$work" ]; then usage >&2 && exit 2; fi
firmware=/usr/share/OVMF
[ -r "$firmware/OVMF_CODE_4M.fd" ] || die "no $firmware/OVMF_CODE_4M.fd: apt-get install ovmf"

make_image_and_tree() {
	run_netroot_iso "$packages" "$work" --output "$lab/netroot.iso" --netboot "$lab/www/netroot" --base-url "$tree_url" \
		--lean --append "$medium_console"
}

# starts NAME CODE VARIABLES NIC ARGUMENT...: firmware with variables of its own, in which nothing is set up yet
firmware_starts() {
	local name=$1
	cp "$firmware/$3" "$lab/$name.fd"
	vm_memory=1536
	vm_begin "$name" "$4" -device VGA -boot menu=off -no-reboot \
		-drive "if=pflash,format=raw,unit=0,readonly=on,file=$firmware/$2" -drive "if=pflash,format=raw,unit=1,file=$lab/$name.fd" "${@:5}"
}

# The image's menu is GRUB's, on screen and serial line; it waits.
menu_leads_to_kernel() {
	require "$1: GRUB shows the menu" wait_for "Install onto a network disk" 900
	assert "$1: with the rescue entry" wait_for "Rescue, with the network disk attached" 60
	note "$((SECONDS - vm_started)) s after power-on"
	sleep 5
	refute "$1: it waits for a person" grep -aq "Linux version" "$console"
	kernel_starts "$1"
}

kernel_starts() {
	console_type ''
	require "$1: Enter starts the kernel" wait_for "Linux version" 600
	require "$1: which finds UEFI" wait_for "efi: EFI v" 60
	require "$1: and an initrd" wait_for "Trying to unpack rootfs image as initramfs|Unpacking initramfs|RAMDISK: \[mem" 120
	note "$((SECONDS - vm_started)) s after power-on"
	vm_end
}

# Without iPXE in its ROM: the firmware has a driver and a PXE of its own.
card=virtio-net-pci,romfile=

from_cd() {
	firmware_starts cd OVMF_CODE_4M.fd OVMF_VARS_4M.fd "$card,bootindex=9" "${image[@]}" -device ide-cd,drive=image,bootindex=1
	menu_leads_to_kernel cd
}

from_usb() {
	firmware_starts usb OVMF_CODE_4M.fd OVMF_VARS_4M.fd "$card,bootindex=9" "${image[@]}" \
		-device qemu-xhci -device usb-storage,drive=image,bootindex=1
	menu_leads_to_kernel usb
}

# Microsoft's keys in the firmware, which checks shim; shim checks GRUB, GRUB the kernel.
from_cd_secure() {
	firmware_starts secure OVMF_CODE_4M.ms.fd OVMF_VARS_4M.ms.fd "$card,bootindex=9" "${image[@]}" -device ide-cd,drive=image,bootindex=1 \
		-global driver=cfi.pflash01,property=secure,value=on
	menu_leads_to_kernel secure
	assert "secure: the kernel knows of Secure Boot" grep -aqiE "secure ?boot (enabled|is enabled)|Secure boot enabled" "$console"
}

# The firmware's own PXE, told by the tree's example for dnsmasq: snponly.efi, then the menu by HTTP.
from_network() {
	: >"$lab/web.log"
	web_serve
	# shellcheck disable=SC2119
	tree_dhcp_begin
	firmware_starts network OVMF_CODE_4M.fd OVMF_VARS_4M.fd "$card,bootindex=1"
	require "network: the firmware's PXE loads iPXE by TFTP" poll 900 grep -q "sent .*/snponly.efi to" "$lab/dnsmasq.log"
	require "network: iPXE shows the menu" wait_for "Debian .* on a network disk" 600
	assert "network: which came by HTTP, once: it was not sent back to its beginning" test "$(grep -c "url:/netroot/boot.ipxe" "$lab/web.log")" = 1
	kernel_starts network
}

refute() { # NAME COMMAND...
	if "${@:2}"; then not_ok "$1" "succeeded: ${*:2}"; else ok "$1"; fi
}

lab_begin medium-uefi
image=(-drive "file=$lab/netroot.iso,if=none,id=image,readonly=on,format=raw")
make_image_and_tree
net_begin
vm_machine=q35,smm=on
for way in cd usb secure network; do
	[ -z "$only" ] || [ "$only" = $way ] || continue
	case $way in
	cd) from_cd ;;
	usb) from_usb ;;
	secure) from_cd_secure ;;
	network) from_network ;;
	esac
done
lab_end
