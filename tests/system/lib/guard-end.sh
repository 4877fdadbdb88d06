# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Part of grubfix_guard.sh: packages of the boot loader that go away, and netroot's own going.

# shellcheck disable=SC2016 # dpkg-query's, not the shell's
is_installed() { [ "$(in_target dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# The command that a warning gave: people copy it from there.
advice() { sed -n 's/^netroot: To get \(GRUB legacy\|its package\) back: \(apt-get install [^ ]*\).*/\2/p' "$scratch/said" | head -n 1; }
follow_advice() {
	local command
	command=$(advice)
	check "the advice is a command" test -n "$command"
	# shellcheck disable=SC2086 # a command line
	saying in_target env DEBIAN_FRONTEND=noninteractive $command -q -y
	check "'$command' brings GRUB legacy back" test -x "$target/usr/sbin/grub"
}

grub_legacy_goes_and_comes_back() {
	section "GRUB legacy is removed"
	saying apt_in_target remove grub-legacy
	check "removing it succeeds" test "$status" = 0
	check "… with a warning" said "by which this machine boots from /dev/etherd/e0.0, is not installed any more"
	check "… that tells the sound part" said "is unchanged and boots"
	check "the boot code is as it was" test "$(boot_code)" = "$code"
	check "update-grub still keeps menu.lst" in_target update-grub
	section "GRUB legacy comes back"
	echo >>"$target/boot/grub/stage2"
	follow_advice
	check "stage files that differed were renewed" said "grubfix install is run"
	check "… all of them" cmp "$target/boot/grub/stage2" "$target/usr/lib/grub/x86_64-pc/stage2"
	boots "$new" "GRUB legacy's removal and return"
}

# stage1_5 is lost, the package's files differ, and the grub shell does not run: the one case that fails dpkg.
renewal_that_fails() {
	section "GRUB legacy's files cannot be renewed"
	dd if=/dev/zero of=/dev/etherd/e0.0 bs=512 seek=1 count=19 conv=notrunc,fsync status=none
	echo >>"$target/boot/grub/stage2"
	mv "$target/usr/sbin/grub" "$scratch/grub"
	cp "$target/usr/bin/false" "$target/usr/sbin/grub"
	in_target dpkg-trigger --by-package=grub-legacy /usr/lib/grub
	saying in_target dpkg --triggers-only -a
	check "dpkg fails" test "$status" != 0
	check "… and says what to do" said "grubfix install && grubfix verify && dpkg --configure -a"
	mv "$scratch/grub" "$target/usr/sbin/grub"
	check "which helps" in_target sh -c "grubfix install && grubfix verify && dpkg --configure -a"
	boots "$new" "a renewal that failed first"
}

# An initrd that cannot bring the root disk up: menu.lst must not begin to name it. Debian 12's loses the
# driver as well; 13's copies the modules after the hooks.
broken_initrd() {
	section "a kernel whose initrd is broken"
	local hook=$target/etc/initramfs-tools/hooks/zz-breaks before
	# shellcheck disable=SC2016 # for the hook
	printf '#!/bin/sh\n[ "$1" != prereqs ] || exit 0\nfind "$DESTDIR" -name "aoe.ko*" -delete\nrm "$DESTDIR/scripts/local-top/netroot"\n' >"$hook"
	chmod +x "$hook"
	before=$(sha256sum "$menu")
	saying apt_in_target install "linux-image-$old"
	check "its installation fails" test "$status" != 0
	check "… loudly" said "kernel $old is not in menu.lst: /boot/initrd.img-$old"
	check "… and menu.lst is the old one" test "$(sha256sum "$menu")" = "$before"
	rm "$hook"
	boots "$new" "a broken initrd"
	check "the kernel is purged again" apt_in_target purge "linux-image-$old"
	boots "$new" "the end of a broken initrd"
}

entries_of_menu() { sed -n '/^title/,$p' "$menu"; }

grub_pc_by_accident() {
	section "grub-pc by accident"
	local before entries
	before=$(default_kernel)
	entries=$(entries_of_menu)
	# As an old GRUB 2 leaves it: grub-pc's script then makes an entry that starts it the default.
	echo "no boot loader" >"$target/boot/grub/core.img"
	saying apt_in_target install grub-pc
	check "apt installs grub-pc" is_installed grub-pc
	check "… in GRUB legacy's place" test ! -x "$target/usr/sbin/grub"
	check "… with a warning from grub-install" said "GRUB 2 was NOT put onto /dev/etherd/e0.0"
	check "… which grub-pc's script called" said "Generating core.img"
	check "the boot code is as it was" test "$(boot_code)" = "$code"
	check "the default entry is as it was" test "$(default_kernel)" = "$before"
	check "device.map names the AoE disk" grep -qE '^\(hd0\)[[:space:]]+/dev/etherd/e0.0$' "$target/boot/grub/device.map"
	check "menu.lst's entries are as they were" test "$(entries_of_menu)" = "$entries"
	check "no entry starts GRUB 2" sh -c "! grep -q 'core.img' '$menu'"
	saying in_target update-grub
	check "update-grub keeps menu.lst, not grub.cfg" said "grub.cfg is not made"
	saying in_target grub-install /dev/sda
	check "grub-install by hand fails now" test "$status" = 1
	if [ -e "$target/usr/sbin/upgrade-from-grub-legacy" ]; then
		saying in_target env DEBIAN_FRONTEND=noninteractive upgrade-from-grub-legacy # else it asks for ever
		check "upgrade-from-grub-legacy is stopped" test "$status" != 0
		check "… before it deletes stage2" test -s "$target/boot/grub/stage2"
		saying in_target grub-install /dev/sda
	fi
	rm -f "$target/boot/grub/core.img"
	check "the boot code is still as it was" test "$(boot_code)" = "$code"
	follow_advice
	check "grub-pc is gone" eval '! is_installed grub-pc'
	boots "$new" "grub-pc"
}

boot_files() { (cd "$target/boot/grub" && sha256sum menu.lst device.map stage2); }
no_diversion_is_left() {
	! in_target dpkg-divert --list | grep netroot && ! ls "$target"/usr/sbin/*.netroot-diverted
}

grub_legacy_is_whole() { in_target dpkg --verify grub-legacy >"$scratch/verify" && [ ! -s "$scratch/verify" ]; }

purge_netroot() {
	section "purging netroot"
	local before
	before=$(boot_files)
	mkdir -p "$target/var/lib/netroot"
	check "netroot is purged" apt_in_target purge netroot
	check "no diversion is left" no_diversion_is_left
	check "grub-legacy's files are at their names" grub_legacy_is_whole
	saying in_target grub-install --version
	check "… and grub-install is the original" said "GNU GRUB 0.97"
	check "nothing of netroot is left" sh -c "! find '$target'/etc '$target'/usr '$target'/var/lib '$target'/var/cache -xdev \
		-name '*netroot*' -not -path '*/apt/archives/*' -not -path '*/var/lib/dpkg/*' | grep ."
	check "menu.lst, device.map and stage2 are as they were" test "$(boot_files)" = "$before"
	check "the boot code is as it was" test "$(boot_code)" = "$code"
	check "the default entry boots $new" grep -qF "/boot/vmlinuz-$new root=/dev/etherd/e0.0p1 ro" <(default_kernel)
}

# A package of netroot that dpkg cannot unpack, since one of its files is another package's.
failed_installation() {
	section "an installation that fails"
	local tree=$scratch/broken
	dpkg-deb -R "$deb" "$tree"
	mkdir -p "$tree/usr/bin"
	echo >"$tree/usr/bin/env"
	dpkg-deb -Zgzip -z1 --build --root-owner-group "$tree" "$target/root/broken.deb" >>"$log"
	check "its first installation fails" eval '! in_target dpkg -i /root/broken.deb'
	check "… and puts the originals back" no_diversion_is_left
	check "… all of them" grub_legacy_is_whole
	mkdir -p "$target/run/systemd/system" "$target/root/bin"
	# shellcheck disable=SC2016 # for that script
	printf '#!/bin/sh\necho "systemctl $*"\n' >"$target/root/bin/systemctl"
	chmod +x "$target/root/bin/systemctl"
	saying in_target env PATH=/root/bin:/usr/sbin:/usr/bin:/sbin:/bin dpkg -i /root/netroot.deb
	rm -r "$target/run/systemd/system" "$target/root/bin"
	check "the sound package installs" test "$status" = 0
	check "… and has systemd make the drop-ins" said "systemctl --system daemon-reload"
	check "… and says that the purge took the identity with it" said "Write NETROOT_TARGET=e0.0 into that file"
	check "an upgrade fails" eval '! in_target dpkg -i /root/broken.deb'
	check "… and keeps the diversions" test -x "$target/usr/sbin/grub-install.netroot-diverted"
	check "… and our program before them" grep -q 'grubfix install' "$target/usr/sbin/grub-install"
	check "removing it puts the originals back" in_target dpkg -r netroot
	check "… all of them" no_diversion_is_left
}

# The installer's netroot/bootloader was "none", and GRUB 2 came: netroot is there for the initrds alone.
another_boot_loader() {
	section "GRUB 2 on purpose"
	mkdir -p "$target/etc/netroot"
	echo NETROOT_TARGET=e0.0 >"$target/etc/netroot/netroot.conf"
	check "netroot installs" in_target dpkg -i /root/netroot.deb
	check "GRUB legacy is purged" apt_in_target purge grub-legacy
	rm -r "$target/boot/grub"
	check "GRUB 2 installs" apt_in_target install grub-pc
	saying in_target env DPKG_MAINTSCRIPT_PACKAGE="linux-image-$new" DPKG_MAINTSCRIPT_NAME=postinst update-grub
	check "what a kernel's hook calls makes grub.cfg" grep -qF "/boot/vmlinuz-$new" "$target/boot/grub/grub.cfg"
	saying in_target grub-install --target=i386-pc --grub-setup=/bin/true /dev/etherd/e0.0
	check "grub-install is GRUB 2's" test -s "$target/boot/grub/i386-pc/core.img"
	check "… which is not held up" not_said netroot:
}
