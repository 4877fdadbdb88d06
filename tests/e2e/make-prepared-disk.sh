#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes a raw disk image with a small Debian on it as the installer would leave it on the AoE target
# e0.0: MBR, ext4, swap, kernel, GRUB legacy and our hooks. For runs of the booting half alone.
# shellcheck disable=SC2034  # read by the parts
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
for part in report prepared-archive prepared-system prepared-boot; do
	# shellcheck source=/dev/null
	. "$here/lib/$part.sh"
done

usage() {
	cat <<-END
		Usage: make-prepared-disk.sh --out IMAGE --work DIR [--deb FILE] [--watchdog FILE]
		                             [--suite trixie|bookworm] [--mirror URL]
		  --out       image to write (replaced; 4 GiB, sparse)
		  --work      folder for the base system, kept for the next time
		  --deb       netroot's .deb; without it hooks/ is copied as the .deb would
		  --watchdog  the program netroot-watchdog, when there is no .deb
		  --by-uuid   the boot loader names the root file system by UUID
		  --upgrade   with the kernel before the newest; the newest's package is in
		              /var/cache/newer-kernel.deb
		Log in as root, password netroot.
	END
}

suite=trixie
mirror=http://deb.debian.org/debian
out='' work='' deb='' watchdog='' by_uuid=no upgrade=no

parse() {
	while [ $# -gt 0 ]; do
		case $1 in
		--out) out=$2 && shift ;;
		--work) work=$2 && shift ;;
		--deb) deb=$(readlink -f "$2") && shift ;;
		--watchdog) watchdog=$(readlink -f "$2") && shift ;;
		--suite) suite=$2 && shift ;;
		--mirror) mirror=$2 && shift ;;
		--by-uuid) by_uuid=yes ;;
		--upgrade) upgrade=yes ;;
		--help) usage && exit 0 ;;
		*) usage >&2 && exit 2 ;;
		esac
		shift
	done
	if [ -z "$out" ] || [ -z "$work" ]; then usage >&2 && exit 2; fi
}

main() {
	parse "$@"
	[ "$(id -u)" = 0 ] || die "root is needed, for loop devices and chroot"
	mkdir -p "$work"
	work=$(readlink -f "$work")
	trap clean EXIT
	base_system
	make_image
	fill_image
	[ "$upgrade" = no ] || take_older_kernel
	install_netroot
	make_bootable
	clean
	trap - EXIT
	mv "$out.tmp" "$out"
	note "made $out"
}

main "$@"
