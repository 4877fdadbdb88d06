# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# Boot menu and the image itself. Boots from BIOS, as CD-ROM and (hybrid) as disk.

master_iso() {
	local tree=$work/iso
	say "mastering $output"
	rm -rf "$tree/isolinux" "$tree/install"
	mkdir -p "$tree/isolinux" "$tree/install"
	cp "$work/boot/vmlinuz" "$work/boot/initrd.gz" "$tree/install/"
	copy_isolinux "$tree/isolinux"
	write_boot_menu > "$tree/isolinux/isolinux.cfg"
	write_checksums
	clamp_dates "$tree"
	run xorriso xorriso_image "$tree" "$output.part" || fail "xorriso cannot write $output"
	mv "$output.part" "$output"
	say "done: $output ($(($(stat -c %s "$output") / 1048576)) MB)"
}

# isolinux and its menu program from Debian's packages, out of the same archive.
copy_isolinux() {
	local boot=$work/isolinux package
	if [ ! -f "$boot/complete" ]; then
		rm -rf "$boot" && mkdir -p "$boot"
		(cd "$work/tmp" && run isolinux apt-get download isolinux syslinux-common) ||
			fail "cannot download isolinux and syslinux-common"
		for package in isolinux syslinux-common; do
			dpkg-deb --extract "$(echo "$work/tmp/${package}_"*.deb)" "$boot"
		done
		touch "$boot/complete"
	fi
	cp "$boot/usr/lib/ISOLINUX/isolinux.bin" "$boot/usr/lib/syslinux/modules/bios/ldlinux.c32" "$1/"
}

# With --append the entry is meant for machines: no prompt, serial console kept.
write_boot_menu() {
	cat <<-END
	serial 0 115200
	default install
	prompt 1
	timeout $([ -n "$append" ] && echo 10 || echo 300)
	say Debian installer with netroot: Enter installs, "expert" asks more, "rescue" repairs.
	label install
	  kernel /install/vmlinuz
	  append initrd=/install/initrd.gz vga=788 $append
	label expert
	  kernel /install/vmlinuz
	  append priority=low initrd=/install/initrd.gz vga=788
	label rescue
	  kernel /install/vmlinuz
	  append rescue/enable=true initrd=/install/initrd.gz vga=788
	END
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
		-isohybrid-mbr "$work/isolinux/usr/lib/ISOLINUX/isohdpfx.bin" \
		-b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table \
		"$1"
}
