# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# GRUB legacy on the image, by its own shell. device.map names the loop device while it writes and
# the AoE disk in the end.

make_bootable() {
	local grub=$mounted/boot/grub
	note "installing GRUB legacy"
	mkdir -p "$grub"
	cp "$mounted"/usr/lib/grub/x86_64-pc/* "$grub/"
	write_menu
	echo "(hd0) $disk_loop" >"$grub/device.map"
	sync -f "$mounted"
	run_grub
	echo "(hd0) /dev/etherd/e0.0" >"$grub/device.map"
}

# Its exit status is 0 whatever happens; what it says counts.
run_grub() {
	printf 'root (hd0,0)\nsetup --stage2=/boot/grub/stage2 (hd0)\nquit\n' |
		chroot "$mounted" grub --batch --no-floppy --device-map=/boot/grub/device.map \
			>"$work/grub.log" 2>&1 || die "grub: $(tail -n 3 "$work/grub.log")"
	! grep -q '^Error' "$work/grub.log" || die "grub: $(grep '^Error' "$work/grub.log")"
	grep -q '^Done\.' "$work/grub.log" || die "grub said nothing of being done: $(tail -n 3 "$work/grub.log")"
}

write_menu() {
	local version root=/dev/etherd/e0.0p1
	version=$(basename "$(echo "$mounted"/boot/vmlinuz-*)")
	version=${version#vmlinuz-}
	[ "$by_uuid" = no ] || root=UUID=$root_uuid
	cat >"$mounted/boot/grub/menu.lst" <<-END
		default 0
		timeout 1
		title Debian $version
		root (hd0,0)
		kernel /boot/vmlinuz-$version root=$root ro console=ttyS0,115200
		initrd /boot/initrd.img-$version
	END
}
