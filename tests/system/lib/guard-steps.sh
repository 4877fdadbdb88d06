# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Part of grubfix_guard.sh: the system it works on, and what is done to a system that stays.

# The words of the last command run by saying(), and its status as status.
status=0
saying() { # COMMAND...
	status=0
	"$@" >"$scratch/said" 2>&1 || status=$?
	{ echo "+ $*" && cat "$scratch/said" && echo "(status $status)"; } >>"$log"
}
said() { grep -qF -- "$1" "$scratch/said"; }
not_said() { ! said "$1"; }

# Boot code of the MBR and stage1_5 behind it, without disk identifier and partition table.
boot_code() { { head -c 440 /dev/etherd/e0.0 && dd if=/dev/etherd/e0.0 bs=512 skip=1 count=19 status=none; } | sha256sum; }
wipe_boot_code() { dd if=/dev/zero of=/dev/etherd/e0.0 bs=440 count=1 conv=notrunc,fsync status=none; }
# The kernel line of the default entry, read without grubfix.
default_kernel() {
	awk '$1 == "default" { wanted = $2 } $1 == "title" { n++ } n == wanted + 1 && $1 == "kernel"' "$menu"
}
lists() { grep '^kernel' "$menu" | grep -qF "/boot/vmlinuz-$1 root=/dev/etherd/e0.0p1 "; }

# boots KERNEL-VERSION AFTER-WHAT
boots() {
	check "after $2: the boot code is as it was" test "$(boot_code)" = "$code"
	check "after $2: the default entry boots $1" \
		grep -qF "/boot/vmlinuz-$1 root=/dev/etherd/e0.0p1 ro" <(default_kernel)
	check "after $2: grubfix verify is content" in_target grubfix verify
}

prepare_system() {
	section "the system"
	make_disk
	truncate -s 64M "$scratch/other.img"
	other_loop=$(losetup -f --show "$scratch/other.img")
	make_dev "$scratch/dev" "$other_loop"
	mkdir -p "$scratch/dev/disk/by-path"
	ln -s ../../etherd/e0.0 "$scratch/dev/disk/by-path/aoe-e0.0"
	ln -s etherd/e0.0 "$scratch/dev/sda"
	ln -s etherd/e0.0p1 "$scratch/dev/sda1"
	unpack_base "$tarball" "$scratch/dev"
	echo "deb $security $suite-security main" >>"$target/etc/apt/sources.list"
	mount_proc_and_sys
	mkdir -p "$target/etc/netroot"
	printf 'NETROOT_TARGET=e0.0\nNETROOT_MACS="52:54:00:77:00:01"\nNETROOT_TIMEOUT=60\n' \
		>"$target/etc/netroot/netroot.conf"
	cp "$deb" "$target/root/netroot.deb"
	must "apt knows the archive" apt_in_target update
	must "the base system is up to date" apt_in_target full-upgrade
	must "netroot installs before any GRUB" apt_in_target install \
		/root/netroot.deb aoetools initramfs-tools grub-common libc6-i386
	saying in_target grub-install /dev/etherd/e0.0
	check "without GRUB legacy, grub-install by hand fails" test "$status" = 1
	check "… and says how to get it" said "apt-get install grub-legacy=0.97-80"
	check "… a package's script goes on" in_target env DPKG_MAINTSCRIPT_PACKAGE=x grub-install /dev/etherd/e0.0
	quick_initrds
	# No initrd is made again by a trigger; new kernels' and reconfigured ones' are made all the same.
	echo update_initramfs=no >"$target/etc/initramfs-tools/update-initramfs.conf"
	printf 'MODULES=%s\n' "${NETROOT_MODULES:-most}" >"$target/etc/initramfs-tools/conf.d/modules"
}

# The two newest of the suite's own kernel series: old is installed first, new later.
two_kernels() {
	local series='6\.12\.[0-9]*+deb13' names
	[ "$suite" != bookworm ] || series='6\.1\.0-[0-9]*'
	names=$(in_target apt-cache pkgnames linux-image- | sed -n "s/^linux-image-\($series-amd64\)$/\1/p" |
		sort -V | tail -n 2)
	old=$(head -n 1 <<<"$names") new=$(tail -n 1 <<<"$names")
	[ "$old" != "$new" ] || { say "the archive has one kernel only: $new" >&2 && exit 1; }
	section "kernel $old"
	must "a kernel installs" apt_in_target install "linux-image-$old"
}

# As netroot's installer does it on this suite: by version from apt, or the carried .deb, and the pin.
install_boot_loader() {
	section "GRUB legacy"
	local from=grub-legacy=0.97-80
	if [ "$suite" != bookworm ]; then
		mkdir -p "$target/var/cache/netroot"
		cp "$grub_legacy" "$target/var/cache/netroot/grub-legacy.deb"
		from=/var/cache/netroot/grub-legacy.deb
	fi
	printf 'Package: grub-legacy\nPin: version 0.97-80\nPin-Priority: 1001\n' \
		>"$target/etc/apt/preferences.d/netroot-grub-legacy"
	must "GRUB legacy installs" apt_in_target install --allow-downgrades "$from"
	for program in grub-install update-grub; do
		check "our $program stands before grub-legacy's" \
			grep -q 'SPDX-License-Identifier' "$target/usr/sbin/$program"
		check "… which has moved" in_target dpkg-divert --truename "/usr/sbin/$program"
		check "… to where it is expected" test -x "$target/usr/sbin/$program.netroot-diverted"
	done
	must "grubfix install makes the disk bootable" in_target grubfix install
	code=$(boot_code)
	boots "$old" "grubfix install"
	check "another installation of netroot keeps the diversions" in_target dpkg -i /root/netroot.deb
	boots "$old" "netroot's upgrade"
}

# Each on a boot sector that was wiped before, with the arguments that people and packages use.
grub_install_by_hand() {
	section "grub-install by hand"
	local words
	while read -r words; do
		wipe_boot_code
		# shellcheck disable=SC2086 # a command line
		saying in_target grub-install $words
		check "grub-install $words succeeds" test "$status" = 0
		check "… and says what was done" said "grubfix install is run in place of grub-install"
		boots "$old" "grub-install $words"
	done <<-'END'
		/dev/etherd/e0.0
		/dev/sda
		--target=i386-pc --force --no-floppy --recheck /dev/etherd/e0.0p1
		--target i386-pc --boot-directory=/boot --force-extra-removable (hd0)
		--no-floppy (hostdisk//dev/etherd/e0.0,msdos1)
		/dev/disk/by-path/aoe-e0.0

	END
}

grub_install_elsewhere() {
	section "grub-install elsewhere"
	saying in_target grub-install --version
	check "--version is the original's" said "GNU GRUB 0.97"
	saying in_target grub-install "$other_loop"
	check "for another disk the original is run, which does not know that one" \
		said "setup  --stage2=/boot/grub/stage2 --prefix=/boot/grub (hostdisk/$other_loop)"
	mkdir "$target/mnt/other"
	saying in_target grub-install --root-directory=/mnt/other "$other_loop"
	check "for another system's folder, too" test -d "$target/mnt/other/boot/grub"
	saying in_target grub-install --root-directory=/mnt/other /dev/etherd/e0.0
	check "another system's files do not get into our boot sector" test "$status" = 1
	check "… which is said" said "refused: /dev/etherd/e0.0 boots this machine"
	rm -r "$target/mnt/other"
	mv "$target/etc/netroot/netroot.conf" "$scratch/conf"
	saying in_target grub-install /dev/nonsense
	check "without an identity everything is the original's" not_said netroot:
	sed 's/e0\.0/e7.7/' "$scratch/conf" >"$target/etc/netroot/netroot.conf"
	saying in_target grub-install /dev/nonsense
	check "with the identity of a disk that / is not on, too" not_said netroot:
	sed 's/^NETROOT_TARGET=.*/& # the filer/' "$scratch/conf" >"$target/etc/netroot/netroot.conf"
	saying in_target grub-install /dev/etherd/e0.0
	check "a remark behind the target does not hide it" said "grubfix install is run in place of grub-install"
	mv "$scratch/conf" "$target/etc/netroot/netroot.conf"
	boots "$old" "grub-install elsewhere"
}

update_grub_by_hand() {
	section "update-grub by hand"
	sed -i 's|^root\([[:space:]]*\)(hd0,0)|root\1(hostdisk//dev/etherd/e0.0,0)|' "$menu"
	sed -i 's|^# groot=.*|# groot=(hostdisk//dev/etherd/e0.0,0)|' "$menu"
	saying in_target update-grub
	check "update-grub succeeds" test "$status" = 0
	check "… and no (hostdisk is left" sh -c "! grep -q '^[^#].*hostdisk\|^# groot=.*hostdisk' '$menu'"
	boots "$old" "update-grub"
}

kernels_come_and_go() {
	section "kernel $new comes"
	check "a second kernel installs" apt_in_target install "linux-image-$new"
	check "menu.lst lists both" eval "lists $old && lists $new"
	boots "$new" "a kernel's installation"
	section "kernel $old goes"
	check "the first kernel is removed" apt_in_target purge "linux-image-$old"
	check "menu.lst does not list it any more" eval "! lists $old"
	boots "$new" "a kernel's removal"
}

upgrade_and_reconfigure() {
	section "upgrade and reconfigure"
	check "apt-get full-upgrade" apt_in_target full-upgrade
	check "apt keeps GRUB legacy" test -x "$target/usr/sbin/grub"
	check "dpkg-reconfigure of the kernel" \
		in_target env DEBIAN_FRONTEND=noninteractive dpkg-reconfigure "linux-image-$new"
	check "dpkg-reconfigure of GRUB legacy" \
		in_target env DEBIAN_FRONTEND=noninteractive dpkg-reconfigure grub-legacy
	boots "$new" "upgrade and reconfigure"
}
