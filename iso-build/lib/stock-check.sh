# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, output and the like are set by options.sh
# Is it an image of Debian's installer, for this architecture, and whole?

check_stock_options() {
	[ -n "$output" ] || usage_error "--output is missing"
	[ ${#own_udebs[@]} -gt 0 ] || usage_error "--udeb is missing: there is nothing to add"
	[ -f "$stock" ] || fail "--from: no file $stock"
	check_given_files
	check_preseed_keys
	check_target_map
	output=$(readlink -f "$output")
	stock=$(readlink -f "$stock")
	[ "$stock" != "$output" ] || usage_error "--output is the image of --from, which is only read"
	check_stock_programs
}

check_stock_programs() {
	local pair missing=()
	for pair in bsdtar:libarchive-tools xorriso:xorriso apt-ftparchive:apt-utils gzip:gzip xz:xz-utils dpkg-deb:dpkg; do
		command -v "${pair%%:*}" > /dev/null || missing+=("${pair##*:}")
	done
	[ ${#missing[@]} -eq 0 ] || fail "programs missing" "apt-get install ${missing[*]}"
}

# Bytes of the file: ISO 9660 (ECMA-119 8.4) has its first volume descriptor in sector 16.
iso_bytes() { # OFFSET COUNT
	dd if="$stock" iflag=skip_bytes,count_bytes skip="$1" count="$2" bs=4096 status=none
}
iso_number() { # OFFSET: 32 bits, little endian
	iso_bytes "$1" 4 | od -An -tu4 --endian=little | tr -d ' '
}

check_stock_image() {
	local size whole
	[ "$(iso_bytes 32769 5 | tr -d '\0')" = CD001 ] || fail "$stock is no ISO image" "give a netinst or DVD image of Debian"
	size=$(stat -c %s "$stock")
	whole=$(($(iso_number $((32768 + 80))) * 2048))
	[ "$size" -ge "$whole" ] || fail "$stock is truncated: $size of $whole bytes" "download it again"
	bsdtar -tf "$stock" > "$work/tmp/files" 2> "$work/log/list" ||
		fail "the folders of $stock cannot be read: $(tail -n 1 "$work/log/list")" "download it again"
	sed -i 's,^\./,,' "$work/tmp/files"
	stock_room "$whole"
}

stock_has() {
	grep -qxF -- "$1" "$work/tmp/files"
}

# The new image beside the old one, and initrds twice in the work directory; numbers are MB.
stock_room() {
	local whole=$1
	# shellcheck disable=SC2317  # called by check_room
	needs() { printf '%d %s\n' $((whole / 1048576 + 250)) "$(dirname "$output")" 600 "$work"; }
	check_room
}

# What is read or changed, without the initrds, comes to $work/old. Sets codename.
read_stock_files() {
	local info
	stock_has .disk/info || fail "$stock is not a Debian installer image: it has no .disk/info" "give a netinst or DVD image of Debian"
	grep -E '^(\.disk/.*[^/]|md5sum\.txt|(isolinux|boot|EFI)/.*\.cfg|dists/[^/]*/(In)?Release(\.gpg)?|dists/[^/]*/main/(debian-installer/)?binary-amd64/Packages(\.gz|\.xz)?)$' \
		"$work/tmp/files" > "$work/tmp/wanted"
	bsdtar -xf "$stock" -C "$work/old" -T "$work/tmp/wanted" 2> "$work/log/read" || fail "cannot read $stock: $(tail -n 1 "$work/log/read")"
	chmod -R u+rwX "$work/old"
	info=$(head -n 1 "$work/old/.disk/info")
	[[ $info == Debian\ GNU/* ]] || fail "$stock is not a Debian installer image: it calls itself \"$info\""
	[[ $info != *" - netroot "* ]] || fail "$stock is an image that netroot-iso made from Debian's packages: netroot is in it already" \
		"make it anew, without --from"
	[[ $info =~ [[:space:]]amd64([[:space:]]|$) ]] || fail "$stock is for another architecture: \"$info\"" "take the image for amd64"
	codename=$(sed -nE 's/^[^"]*"([^"]*)".*/\L\1/p' <<< "$info")
	[ -f "$work/old/dists/${codename:-none}/Release" ] ||
		fail "$stock has no archive of its release \"$codename\"" "give a netinst or DVD image of Debian"
	say "$info"
	[ ! -f "$work/old/.disk/netroot" ] ||
		say "made before with $(head -n 1 "$work/old/.disk/netroot"): our parts on it are made anew"
}

# The initrd's kernel is the only one whose aoe.ko fits, and the image is where the installer looks first.
check_stock_kernel() {
	local file
	while read -r file; do
		kernel=$(kernel_of "$file")
		[ -n "$kernel" ] || fail "/$file has no kernel modules" "is this an installer image?"
		offers_kernel || say "warning: no package linux-image-$kernel on the image, so no driver aoe for the kernel of /$file:" \
			"the installer takes it from a mirror, or add the package with --deb"
	done < "$work/tmp/initrds"
}

offers_kernel() {
	local file
	! grep -qE "(^|/)linux-image-${kernel//+/[+]}_[^/]*\.deb$" "$work/tmp/files" || return 0
	for file in ${own_debs[@]+"${own_debs[@]}"}; do
		[ "$(dpkg-deb --field "$file" Package)" != "linux-image-$kernel" ] || return 0
	done
	return 1
}
