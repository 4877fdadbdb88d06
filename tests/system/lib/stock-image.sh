# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# An image laid out as debian-cd lays out a netinst of Debian 13, from Debian's packages: the kernel, both
# initrds and the boot menus of debian-installer-13-netboot-amd64, isolinux, an EFI boot image, a small pool with
# its indices, md5sum.txt, and xorriso's options as debian-cd gives them.

# stock_tree NETBOOT.deb DIR
stock_tree() {
	stock_frame "$@"
	stock_pool "$2"
	stock_sums "$2"
}

# stock_frame NETBOOT.deb DIR: all but pool, indices and sums. Sets kernel to the version that the initrds are for.
stock_frame() {
	local tree=$2 images=$2.deb/usr/lib/debian-installer/images/13/amd64
	mkdir -p "$2.deb" "$tree"/{.disk,install.amd/gtk,isolinux,boot/grub,EFI/boot,firmware,doc}
	dpkg-deb --fsys-tarfile "$1" | bsdtar -xf - -C "$2.deb" --exclude '*.mod'
	kernel=$(bsdtar -tf "$images/text/debian-installer/amd64/initrd.gz" | sed -nE "s,^(\./)?usr/lib/modules/([^/]+)/?\$,\2,p")
	stock_boot_files "$images" "$tree"
	echo 'Debian GNU/Linux 13.1.0 "Trixie" - Official amd64 NETINST with firmware 20250906-10:24' >"$tree/.disk/info"
	echo main >"$tree/.disk/base_components"
	echo not_complete >"$tree/.disk/cd_type"
	: >"$tree/.disk/base_installable"
	printf '%s\n' netcfg ethdetect pcmciautils-udeb >"$tree/.disk/udeb_include"
	echo "A manual with a blank" >"$tree/doc/read me.txt"
	ln "$tree/doc/read me.txt" "$tree/doc/same.txt"
	ln -s . "$tree/debian"
	rm -rf "$2.deb"
}

stock_boot_files() { # IMAGES TREE
	local from=$1/gtk/debian-installer/amd64 file
	cp "$1/text/debian-installer/amd64/linux" "$2/install.amd/vmlinuz"
	cp "$1/text/debian-installer/amd64/initrd.gz" "$2/install.amd/"
	cp "$from/initrd.gz" "$2/install.amd/gtk/"
	ln "$2/install.amd/vmlinuz" "$2/install.amd/gtk/vmlinuz"
	cp "$from"/boot-screens/* "$2/isolinux/"
	mv "$2/isolinux/syslinux.cfg" "$2/isolinux/isolinux.cfg"
	for file in "$2"/isolinux/*.cfg "$from/grub/grub.cfg"; do
		sed -i -e 's,debian-installer/amd64/boot-screens/,,g' -e 's,/*debian-installer/amd64/linux,/install.amd/vmlinuz,g' \
			-e 's,/*debian-installer/amd64/initrd.gz,/install.amd/initrd.gz,g' "$file"
	done
	printf 'label installgui\n\tmenu label ^Graphical install\n\tmenu default\n\tkernel /install.amd/vmlinuz\n\tappend vga=788 initrd=/install.amd/gtk/initrd.gz --- quiet\n' \
		>"$2/isolinux/gtk.cfg"
	cp "$from/grub/grub.cfg" "$2/boot/grub/"
	printf "menuentry --hotkey=g 'Graphical install' {\n    linux    /install.amd/vmlinuz vga=788 --- quiet\n    initrd   /install.amd/gtk/initrd.gz\n}" \
		>>"$2/boot/grub/grub.cfg"
	cp /usr/lib/ISOLINUX/isolinux.bin "$2/isolinux/"
	cp "$from/bootnetx64.efi" "$2/EFI/boot/bootx64.efi"
	cp "$from/grubx64.efi" "$2/EFI/boot/grubx64.efi"
	mkfs.msdos -C -n ESP "$2/boot/grub/efi.img" 5000 >/dev/null
	mcopy -s -i "$2/boot/grub/efi.img" "$2/EFI" ::
}

# stock_package TREE NAME VERSION EXTENSION
stock_package() {
	local root=$1.package folder=$1/pool/main/${2:0:1}/$2
	mkdir -p "$root/DEBIAN" "$folder"
	printf 'Package: %s\nVersion: %s\nArchitecture: amd64\nMaintainer: nobody <n@example.org>\nDescription: %s\n' "$2" "$3" "$2" \
		>"$root/DEBIAN/control"
	dpkg-deb --root-owner-group -b "$root" "$folder/${2}_${3}_amd64.$4" >/dev/null
	rm -rf "$root"
}

stock_pool() {
	stock_package "$1" "linux-image-$kernel" 6.12.1-1 deb
	stock_package "$1" base-files 13.8 deb
	stock_package "$1" firmware-nothing 1 deb
	stock_package "$1" anna 1.99 udeb
	ln -s ../pool/main/f/firmware-nothing/firmware-nothing_1_amd64.deb "$1/firmware/"
	stock_archive "$1"
}

# stock_archive TREE: the indices of what is in its pool
stock_archive() {
	local dist=$1/dists/trixie extension folder
	mkdir -p "$1/dists"
	ln -s trixie "$1/dists/stable"
	for extension in deb udeb; do
		folder=main/binary-amd64
		[ "$extension" = deb ] || folder=main/debian-installer/binary-amd64
		mkdir -p "$dist/$folder"
		stock_index "$1" "$extension" "$dist/$folder"
	done
	apt-ftparchive -o APT::FTPArchive::Release::Origin=Debian -o APT::FTPArchive::Release::Label=Debian \
		-o APT::FTPArchive::Release::Suite=stable -o APT::FTPArchive::Release::Codename=trixie -o APT::FTPArchive::Release::Version=13.1 \
		-o APT::FTPArchive::Release::Architectures=amd64 -o APT::FTPArchive::Release::Components=main release "$dist" >"$1.Release"
	mv "$1.Release" "$dist/Release"
	rm "$dist"/main/binary-amd64/Packages # as on Debian's images; its sum stays in Release
}

stock_index() { # TREE EXTENSION FOLDER
	printf 'Dir::ArchiveDir "%s"; Default::Packages::Compress ". gzip"; BinDirectory "pool" { Packages "%s"; Packages::Extensions ".%s"; Contents ""; };\n' \
		"$1" "${3#"$1/"}/Packages" "$2" >"$1.conf"
	apt-ftparchive -q generate "$1.conf" 2>/dev/null
	rm "$1.conf"
}

# As debian-cd: through links, without what xorriso changes as it writes.
stock_sums() {
	(cd "$1" && { find . -follow -type f ! -path ./md5sum.txt ! -path './isolinux/isolinux.bin' 2>/dev/null || :; } | # debian is a loop
		LC_ALL=C sort | tr '\n' '\0' | xargs -0 md5sum) >"$1.sums"
	mv "$1.sums" "$1/md5sum.txt"
}

# stock_image TREE FILE
stock_image() {
	xorriso -as mkisofs -quiet -r -checksum_algorithm_iso sha256,sha512 -V 'Debian 13.1.0 amd64 n' -o "$2" -J -joliet-long -cache-inodes \
		-isohybrid-mbr /usr/lib/ISOLINUX/isohdpfx.bin -b isolinux/isolinux.bin -c isolinux/boot.cat -boot-load-size 4 \
		-boot-info-table -no-emul-boot -eltorito-alt-boot -e boot/grub/efi.img -no-emul-boot -isohybrid-gpt-basdat \
		-isohybrid-apm-hfsplus "$1" >"$2.log" 2>&1 || { cat "$2.log"; return 1; }
}
