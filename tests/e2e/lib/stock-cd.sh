# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# A CD of debian-installer without anything of netroot, from netroot-iso's cache, as debian-cd lays it out.

# shellcheck source=tests/system/lib/stock-image.sh
. "$lab_files/../system/lib/stock-image.sh"

# What netroot's own medium has beyond Debian's; the target needs both.
beyond_debian='aoetools libc6-i386'

stock_cd_make() { # WORK FILE.iso
	local tree=$lab/stock netboot
	[ -d "$1/iso/pool" ] || die "$1 is no filled cache of netroot-iso: make a medium with it first"
	netboot=$("$lab_files/../system/netboot_package.sh")
	rm -rf "$tree"
	stock_frame "$netboot" "$tree"
	sed -i '1i serial 0 115200' "$tree/isolinux/isolinux.cfg" # Debian's has no serial line
	stock_cd_boot "$1" "$tree/install.amd"
	stock_cd_pool "$1" "$tree"
	stock_sums "$tree"
	stock_image "$tree" "$2"
	rm -rf "$tree"
}

# Kernel and initrd by netroot-iso's own parts, with the udebs that find a CD and none of ours. The initrd of a CD is one
# archive and not two.
stock_cd_boot() ( # WORK FOLDER
	local here=$lab_files/../../iso-build part work root
	for part in report options checks image select udebs download initrd answers; do
		# shellcheck source=/dev/null
		. "$here/lib/$part.sh"
	done
	work=$1
	take_work
	mkdir -p "$work"/{tmp,log}
	kernel=$(basename "$(echo "$work/netboot/tree/$(initrd_lib)"/modules/*)")
	build_medium_initrd "$2"
	root=$work/tmp/root
	mkdir "$root"
	bsdtar -xpf "$work/netboot/initrd.gz" -C "$root"
	bsdtar -xpf "$work/tmp/layer.gz" -C "$root"
	(cd "$root" && find . | LC_ALL=C sort | bsdtar --no-recursion --format=newc -cf - -T -) | gzip -n >"$2/initrd.gz"
	ln -f "$2/vmlinuz" "$2/gtk/vmlinuz"
	rm -rf "$work/tmp"
)

stock_cd_pool() { # WORK TREE
	local name
	cp -a --reflink=auto "$1/iso/pool" "$2/"
	rm -rf "$2"/pool/main/n/netroot*
	for name in $beyond_debian; do
		rm "$(beyond_debian_deb "$2" "$name")"
	done
	stock_archive "$2"
}

beyond_debian_deb() { # TREE NAME
	local deb
	deb=$(find "$1/pool" -name "$2_*.deb")
	[ "$(grep -c . <<<"$deb")" = 1 ] || die "$1/pool has not one package $2: $deb"
	echo "$deb"
}
