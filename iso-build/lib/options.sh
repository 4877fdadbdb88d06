# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# Command line, and what must be there before the first byte is written.
# shellcheck disable=SC2034  # the variables set here are read by the other parts

suite=trixie
mirror=${NETROOT_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
arch=amd64
output='' work='' preseed='' append='' volume='' refresh='' lean=''
own_udebs=() own_debs=()

usage() {
	cat <<-'END'
	usage: netroot-iso --output FILE.iso --work DIR [options]

	Makes an installer medium from Debian's packages. The work directory is a cache:
	a second build with other --udeb, --preseed or --append takes seconds.

	  --output FILE     the image to write
	  --work DIR        cache and scratch space (about 2 GB)
	  --suite NAME      Debian release, by codename [trixie]
	  --mirror URL      archive to take packages from [NETROOT_MIRROR or deb.debian.org]
	  --keyring FILE    keys the archive must be signed with [debian-archive-keyring]
	  --udeb FILE       put this udeb into the initrd (repeatable)
	  --deb FILE        put this package into the pool (repeatable)
	  --preseed FILE    becomes /preseed.cfg in the initrd
	  --append PARAMS   kernel parameters of the default boot entry; the menu is skipped
	  --volume NAME     ISO 9660 volume name, up to 32 of A-Z 0-9 _
	  --lean            leave udebs that a plain disk does not need unloaded (faster under emulation)
	  --refresh         ask the archive again for package lists

	Beside the image, DIR/boot/ holds the same vmlinuz and initrd.gz for direct kernel boot.

	netroot-iso --from STOCK.iso ... changes a Debian image instead: see netroot-iso --from --help
	END
}

parse_options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--help) usage; exit 0 ;;
		--lean) lean=yes; shift; continue ;;
		--refresh) refresh=yes; shift; continue ;;
		esac
		[ $# -ge 2 ] || usage_error "option $1 is unknown or lacks its value"
		case $1 in
		--output) output=$2 ;;
		--work) work=$2 ;;
		--suite) suite=$2 ;;
		--mirror) mirror=${2%/} ;;
		--keyring) keyring=$2 ;;
		--udeb) own_udebs+=("$2") ;;
		--deb) own_debs+=("$2") ;;
		--preseed) preseed=$2 ;;
		--append) append=$2 ;;
		--volume) volume=$2 ;;
		*) usage_error "unknown option $1" ;;
		esac
		shift 2
	done
	check_options
}

check_options() {
	local file
	[ -n "$output" ] || usage_error "--output is missing"
	[ -n "$work" ] || usage_error "--work is missing"
	[[ $suite =~ ^[a-z]+$ ]] || usage_error "--suite '$suite' is not a codename like trixie"
	[[ $mirror =~ ^(https?|file):// ]] || usage_error "--mirror '$mirror' is not an http, https or file URL"
	[[ $volume =~ ^[A-Z0-9_]{0,32}$ ]] || usage_error "--volume '$volume': only A-Z, 0-9 and _, at most 32"
	[[ $append != *$'\n'* ]] || usage_error "--append must be one line"
	[ -d "$(dirname "$output")" ] || fail "no directory $(dirname "$output") for --output"
	[ -z "$preseed" ] || [ -f "$preseed" ] || fail "--preseed: no file $preseed"
	for file in ${own_udebs[@]+"${own_udebs[@]}"} ${own_debs[@]+"${own_debs[@]}"}; do
		[ -f "$file" ] || fail "package file $file does not exist"
		dpkg-deb --field "$file" Package > /dev/null 2>&1 || fail "$file is not a Debian package"
	done
	[ -r "$keyring" ] || fail "no archive keyring $keyring" "apt-get install debian-archive-keyring, or give --keyring"
	output=$(readlink -f "$output")
	: "${volume:=NETROOT_$(tr "[:lower:]" "[:upper:]" <<< "$suite")}"
}

# program:package pairs
needed='apt-get:apt apt-ftparchive:apt-utils bsdtar:libarchive-tools depmod:kmod dpkg-deb:dpkg
	xorriso:xorriso xz:xz-utils gzip:gzip'

require_programs() {
	local pair missing=()
	PATH=$PATH:/usr/sbin:/sbin
	for pair in $needed; do
		command -v "${pair%%:*}" > /dev/null || missing+=("${pair##*:}")
	done
	[ ${#missing[@]} -eq 0 ] || fail "programs missing" "apt-get install ${missing[*]}"
}

# 2 GB holds lists (150 MB), packages (700 MB), the tree (linked), initrd work and an image in the same place.
prepare_work() {
	local free needs=2000
	mkdir -p "$work" || fail "cannot make the work directory $work"
	work=$(readlink -f "$work")
	[ ! -e "$work/stamp/pool" ] || needs=900
	free=$(df --output=avail -BM "$work" | tail -n 1 | tr -dc 0-9)
	[ "$free" -ge "$needs" ] || fail "$work has $free MB free, $needs MB are needed"
	rm -rf "$work/tmp"
	mkdir -p "$work"/{tmp,log,stamp,boot}
	exec 9> "$work/lock"
	flock --nonblock 9 || fail "another netroot-iso is using $work"
}
