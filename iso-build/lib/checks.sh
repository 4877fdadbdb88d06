# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What must be right before the first byte is downloaded or written.

check_options() {
	check_wanted
	check_words
	check_files
	check_preseed_keys
	check_target_map
	check_places
	: "${volume:=NETROOT_$(tr "[:lower:]" "[:upper:]" <<< "$suite")}"
}

# Whole names, without a slash at the end: publish_tree makes a sibling's name of a tree's, and dnsmasq's example names it.
check_places() {
	local tree
	netboot=${netboot:+$(readlink -m "$netboot")} repository=${repository:+$(readlink -m "$repository")}
	output=${output:+$(readlink -m "$output")} work=$(readlink -m "$work")
	tree=$netboot$repository # one of them is empty
	[ -z "$tree" ] || [[ $output/ != "$tree"/* && $work/ != "$tree"/* ]] ||
		usage_error "--output and --work cannot lie in $tree, which is replaced as a whole"
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
	[ ${#own_udebs[@]} -gt 0 ] ||
		usage_error "--udeb is missing: without netroot-disk and netroot-bootloader it would be Debian's own installer"
}

check_words() {
	[[ $suite =~ ^[a-z]+$ ]] || usage_error "--suite '$suite' is not a codename like trixie"
	[[ $mirror =~ ^(https?://|file:/) ]] || usage_error "--mirror '$mirror' is not an http, https or file URL"
	[[ $volume =~ ^[A-Z0-9_]{0,32}$ ]] || usage_error "--volume '$volume': only A-Z, 0-9 and _, at most 32"
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
	[ -z "$output" ] || only_an_image "$output"
	[ -z "$preseed" ] || [ -f "$preseed" ] || fail "--preseed: no file $preseed"
	[ -z "$preseed" ] || [ -r "$preseed" ] || fail "--preseed: $preseed cannot be read"
	check_append
	for file in ${own_udebs[@]+"${own_udebs[@]}"}; do check_package "$file" udeb; done
	for file in ${own_debs[@]+"${own_debs[@]}"}; do check_package "$file" deb; done
	udeb_names | grep -x netroot-bootloader > /dev/null ||
		say "warning: no netroot-bootloader is among the udebs: nothing will make the installed disk bootable"
}

# What is in it stands in the menus of GRUB, whose words and commands these characters end.
check_append() {
	[[ $append != *$'\n'* ]] || usage_error "--append must be one line"
	local ends=$';&|<>{}$"\\\''
	[[ ! $append =~ [$ends] ]] || usage_error "--append '$append': none of these can stand in it: $ends"
}

# What is replaced is an older image: no folder, no device, no other file.
only_an_image() {
	[ -e "$1" ] || return 0
	[ -f "$1" ] || fail "--output $1 is not a file" "name a file; for a USB stick, copy it there afterwards"
	[ ! -s "$1" ] || [ "$(dd if="$1" bs=1 skip=32769 count=5 status=none | tr -d '\0')" = CD001 ] ||
		fail "--output $1 is there already and is no image" "name another file, or delete it"
}

# check_package FILE deb|udeb
check_package() {
	local its
	[ -f "$1" ] || fail "package file $1 does not exist"
	its=$(dpkg-deb --field "$1" Architecture 2> /dev/null) || fail "$1 is not a Debian package"
	[[ $1 = *.$2 ]] || fail "--$2 $1: its name does not end in .$2" "is it for --$([ "$2" = deb ] && echo udeb || echo deb)?"
	[ "$its" = all ] || [ "$its" = "$arch" ] || fail "$1 is for $its, not for $arch" "build it for $arch"
}

# A folder is written anew only when an earlier run made it: nobody's files are deleted.
ours_or_empty() {
	[ -e "$1" ] || return 0
	[ -d "$1" ] || fail "$1 is not a directory"
	! mountpoint -q "$1" || fail "$1 is where a file system is mounted, and is replaced as a whole" "name a directory in it"
	[ -e "$1/.netroot-iso" ] || [ -z "$(ls -A "$1")" ] ||
		fail "$1 holds files that netroot-iso did not make" "name an empty or a new directory"
	unchanged_since "$1"
}

# What somebody changed in a served tree, its target map for one, is theirs.
unchanged_since() {
	local changed
	changed=$(changed_in "$1")
	[ -z "$changed" ] || fail "changed or added in $1 since it was made: $(tr '\n' ' ' <<< "$changed")" \
		"it is replaced as a whole: move these files away first, or name a new directory"
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
	take_work
	check_room
	rm -rf "$work/tmp"
	mkdir -p "$work"/{tmp,log,stamp,boot}
}

# Each run empties folders in it, so it must be ours (stamp and log: made before the mark was), and one run's alone.
take_work() {
	mkdir -p "$work" || fail "cannot make the work directory $work"
	work=$(readlink -f "$work")
	[ -e "$work/.netroot-iso-work" ] || [ -d "$work/stamp" ] || [ -z "$(ls -A "$work")" ] ||
		fail "--work $work holds files that netroot-iso did not make" "name an empty or a new directory"
	exec 9> "$work/lock"
	flock --nonblock 9 || fail "another netroot-iso is using $work"
	: > "$work/.netroot-iso-work"
	[ -z "$preseed" ] || ! holds_passwords "$preseed" || chmod go= "$work"
}
