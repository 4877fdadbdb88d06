# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What lets a UEFI machine start the medium: Debian's signed shim and GRUB, in a FAT image (El Torito and USB).
# It starts the installer only: the installed system is started by BIOS and iPXE's sanboot.

# boot_package NAME: unpacks it into $work/bootloaders, once for each version
boot_package() {
	local boot=$work/bootloaders version
	version=$(field "$1" Version)
	[ -n "$version" ] || fail "suite $suite has no package $1"
	! grep -qxF "$version" "$boot/$1.version" 2> /dev/null || return 0
	fetch_package "$1"
	mkdir -p "$boot"
	dpkg-deb --extract "$package_file" "$boot" || fail "cannot unpack $1"
	echo "$version" > "$boot/$1.version"
}

# copy_grub TREE: menu and FAT image; GRUB finds the medium by its .disk/info, as on Debian's own
copy_grub() {
	local boot=$1/boot/grub
	boot_package shim-signed
	boot_package grub-efi-amd64-signed
	rm -rf "${1:?}/boot" && mkdir -p "$boot"
	grub_menu /install/ > "$boot/grub.cfg"
	efi_files "$work/tmp/efi"
	fat_image "$work/tmp/efi" "$boot/efi.img"
}

efi_files() {
	rm -rf "$1" && mkdir -p "$1/EFI/boot" "$1/EFI/debian"
	cp "$work/bootloaders/usr/lib/shim/shimx64.efi.signed" "$1/EFI/boot/bootx64.efi"
	cp "$work/bootloaders/usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed" "$1/EFI/boot/grubx64.efi"
	cat > "$1/EFI/debian/grub.cfg" <<-'END'
	search --file --set=root /.disk/info
	set prefix=($root)/boot/grub
	source $prefix/grub.cfg
	END
	find "$1" -exec touch --date="$(stamp_date '+@%s')" {} +
}

# fat_image FOLDER FILE: as small as the files allow; the same for the same files and date
fat_image() {
	local kilobytes
	kilobytes=$(($(du -s --apparent-size -k "$1" | cut -f 1) / 32 * 32 + 128))
	rm -f "$2"
	run mkfs mkfs.msdos --invariant -n NETROOT -C "$2" "$kilobytes" || fail "mkfs.msdos cannot make $2"
	(
		cd "$1"
		SOURCE_DATE_EPOCH=$(stamp_date +%s)
		export SOURCE_DATE_EPOCH
		find . -mindepth 1 -type d -printf '::%P\n' | sort | xargs mmd -i "$2" &&
			find . -type f -printf '%P\n' | sort | while read -r file; do mcopy -m -i "$2" "$file" "::$file" || exit; done
	) > "$work/log/mcopy" 2>&1 || fail "cannot fill $2: $(tail -n 1 "$work/log/mcopy")"
}
