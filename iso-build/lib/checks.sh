# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What must be right before the first byte is downloaded or written.

check_options() {
	check_wanted
	check_words
	check_files
	check_preseed_keys
	check_target_map
	output=${output:+$(readlink -f "$output")}
	: "${volume:=NETROOT_$(tr "[:lower:]" "[:upper:]" <<< "$suite")}"
}

check_wanted() {
	[ -n "$output$netboot$repository" ] || usage_error "--output is missing (or --netboot, or --repository)"
	[ -n "$work" ] || usage_error "--work is missing"
	[ -z "$netboot$repository" ] || [ -n "$base_url" ] ||
		usage_error "--base-url is missing: machines must be told where ${netboot:-$repository} can be reached"
	[ -z "$netboot" ] || [ -z "$repository" ] ||
		usage_error "--netboot and --repository have different addresses: make them one after the other"
	[ -n "$output$netboot" ] || [ "$append$lean$volume$front" = text ] ||
		usage_error "--append, --lean, --graphical and --volume are for --output and --netboot, not for --repository"
	[ -z "$repository" ] || [ ${#own_udebs[@]} -gt 0 ] || usage_error "--repository without --udeb would be empty"
}

check_words() {
	[[ $suite =~ ^[a-z]+$ ]] || usage_error "--suite '$suite' is not a codename like trixie"
	[[ $mirror =~ ^(https?|file):// ]] || usage_error "--mirror '$mirror' is not an http, https or file URL"
	[[ $volume =~ ^[A-Z0-9_]{0,32}$ ]] || usage_error "--volume '$volume': only A-Z, 0-9 and _, at most 32"
	[[ $append != *$'\n'* ]] || usage_error "--append must be one line"
	[[ $base_url =~ ^(https?://[A-Za-z0-9._:-]+(/[A-Za-z0-9._~/-]*)?)?$ ]] ||
		usage_error "--base-url '$base_url' is not an address like http://10.0.0.1/netroot"
	# The installer checks signatures of an http mirror, but takes an https one for good without.
	[ -z "$netboot" ] || [[ $base_url = http://* ]] || usage_error "--base-url of --netboot must be http"
}

check_files() {
	local file
	check_given_files
	[ -z "$output$netboot" ] || [ -r "$keyring" ] ||
		fail "no archive keyring $keyring" "apt-get install debian-archive-keyring, or give --keyring"
	for file in "$netboot" "$repository"; do
		[ -z "$file" ] || ours_or_empty "$file"
	done
}

# What every way of making an image or a tree takes.
check_given_files() {
	local file
	[ -z "$output" ] || [ -d "$(dirname "$output")" ] || fail "no directory $(dirname "$output") for --output"
	[ -z "$preseed" ] || [ -f "$preseed" ] || fail "--preseed: no file $preseed"
	for file in ${own_udebs[@]+"${own_udebs[@]}"} ${own_debs[@]+"${own_debs[@]}"}; do
		check_package "$file"
	done
}

check_package() {
	local its
	[ -f "$1" ] || fail "package file $1 does not exist"
	its=$(dpkg-deb --field "$1" Architecture 2> /dev/null) || fail "$1 is not a Debian package"
	[ "$its" = all ] || [ "$its" = "$arch" ] || fail "$1 is for $its, not for $arch" "build it for $arch"
}

# A folder is written anew only when an earlier run made it: nobody's files are deleted.
ours_or_empty() {
	[ -e "$1" ] || return 0
	[ -d "$1" ] || fail "$1 is not a directory"
	[ -e "$1/.netroot-iso" ] || [ -z "$(ls -A "$1")" ] ||
		fail "$1 holds files that netroot-iso did not make" "name an empty or a new directory"
}

# program:package pairs
needed='apt-get:apt apt-ftparchive:apt-utils bsdtar:libarchive-tools depmod:kmod dpkg-deb:dpkg
	xorriso:xorriso xz:xz-utils gzip:gzip gpg:gpg mkfs.msdos:dosfstools mcopy:mtools'

require_programs() {
	local pair missing=()
	PATH=$PATH:/usr/sbin:/sbin
	for pair in $needed; do
		command -v "${pair%%:*}" > /dev/null || missing+=("${pair##*:}")
	done
	[ ${#missing[@]} -eq 0 ] || fail "programs missing" "apt-get install ${missing[*]}"
}

prepare_work() {
	mkdir -p "$work" || fail "cannot make the work directory $work"
	work=$(readlink -f "$work")
	check_room
	exec 9> "$work/lock"
	flock --nonblock 9 || fail "another netroot-iso is using $work"
	rm -rf "$work/tmp"
	mkdir -p "$work"/{tmp,log,stamp,boot}
}
