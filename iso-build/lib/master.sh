# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The image itself. Boots from BIOS and UEFI, as CD-ROM and (hybrid) as disk.

make_medium() {
	build_medium_initrd "$work/boot"
	master_iso
}

master_iso() {
	local tree=$work/iso
	say "mastering $output"
	rm -rf "$tree/isolinux" "$tree/install"
	mkdir -p "$tree/isolinux" "$tree/install"
	cp "$work"/boot/{vmlinuz,*.gz} "$tree/install/"
	copy_isolinux "$tree/isolinux"
	copy_grub "$tree"
	write_checksums
	clamp_dates "$tree"
	rm -f "$output.part"
	protect_passwords "$output.part"
	run xorriso xorriso_image "$tree" "$output.part" || fail "xorriso cannot write $output"
	mv "$output.part" "$output"
}

# An image with a password in it is made for its owner alone.
protect_passwords() {
	: > "$1"
	[ -n "$preseed" ] && holds_passwords "$preseed" || return 0
	chmod 600 "$1"
	say "$preseed holds passwords: the image is readable by its owner only (mode 0600)"
}

# isolinux and its menu program from Debian's packages, out of the same archive.
copy_isolinux() {
	local name
	boot_package isolinux
	boot_package syslinux-common
	cp "$work/bootloaders/usr/lib/ISOLINUX/isolinux.bin" "$1/"
	for name in ldlinux menu libutil; do
		cp "$work/bootloaders/usr/lib/syslinux/modules/bios/$name.c32" "$1/"
	done
	syslinux_menu /install/ > "$1/isolinux.cfg"
}

write_checksums() {
	(cd "$work/iso" && find . -type f ! -name md5sum.txt ! -path './isolinux/*' -print0 | sort -z |
		xargs -0 md5sum) > "$work/tmp/md5sum.txt"
	mv "$work/tmp/md5sum.txt" "$work/iso/md5sum.txt"
}

# For the same image twice no file may be younger than the build is said to be.
clamp_dates() {
	[ -n "${SOURCE_DATE_EPOCH-}" ] || return 0
	find "$1" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

# xorriso_image TREE FILE
xorriso_image() {
	xorriso -as mkisofs -quiet -r -J -joliet-long -V "$volume" -o "$2" \
		-isohybrid-mbr "$work/bootloaders/usr/lib/ISOLINUX/isohdpfx.bin" \
		-b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table \
		-eltorito-alt-boot -e boot/grub/efi.img -no-emul-boot -isohybrid-gpt-basdat \
		"$1"
}
