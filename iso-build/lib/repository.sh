# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Our packages alone, as a signed repository for Debian's own installer images.

make_repository() {
	local tree=$work/tmp/repository dist
	say "making the repository of ${#own_udebs[@]} udebs and ${#own_debs[@]} packages"
	dist=$tree/dists/$suite
	mkdir -p "$work/index" "$dist/main/debian-installer/binary-$arch" "$dist/main/binary-$arch"
	fill_repository "$tree"
	index_one udeb "$dist/main/debian-installer/binary-$arch" "$tree"
	index_debs "$dist/main/binary-$arch" "$tree"
	write_release "$dist" netroot "$suite" "" | grep -v '^Version:' > "$work/tmp/Release"
	mv "$work/tmp/Release" "$dist/Release"
	sign_release "$dist/Release" "$dist"
	install -m 644 "$public_key" "$tree/repository.gpg"
	[ -z "$target_map" ] || is_url "$target_map" || install -m 644 "$target_map" "$tree/target-map"
	write_fetch_preseed > "$tree/netroot.cfg"
	write_signed_preseed > "$tree/netroot-signed.cfg"
	publish_tree "$tree" "$repository"
}

# Under the names that udebs have in archives: the versions are in them, so no proxy hands out old ones.
fill_repository() {
	local file
	for file in "${own_udebs[@]}" ${own_debs[@]+"${own_debs[@]}"}; do
		mkdir -p "$1/pool/main/n/netroot"
		install -m 644 "$file" "$1/pool/main/n/netroot/$(archive_name "$file")"
	done
}

# archive_name FILE: name_version_arch.udeb, without the version's epoch
archive_name() {
	local version
	version=$(dpkg-deb --field "$1" Version)
	printf '%s_%s_%s.%s\n' "$(dpkg-deb --field "$1" Package)" "${version#*:}" "$(dpkg-deb --field "$1" Architecture)" "${1##*.}"
}

# apt wants the index of packages also when there are none.
index_debs() {
	if [ ${#own_debs[@]} -gt 0 ]; then
		index_one deb "$1" "$2"
	else
		: > "$1/Packages" && gzip -9nk "$1/Packages"
	fi
}

# publish_tree FROM TO: puts the finished tree in the place of the one an earlier run made
publish_tree() {
	local new
	tree_sums "$1" > "$work/tmp/mark" && mv "$work/tmp/mark" "$1/.netroot-iso"
	chmod -R u=rwX,go=rX "$1"
	clamp_dates "$1"
	mkdir -p "$(dirname "$2")"
	new=$(mktemp -d "$2.new.XXXXXX") || fail "cannot write beside $2"
	unfinished+=("$new")
	cp -a --reflink=auto "$1/." "$new" || fail "cannot write $new"
	replace_tree "$new" "$2"
}

# replace_tree NEW OLD: whoever serves it goes without for a moment only
replace_tree() {
	local old=$1.old
	[ ! -e "$2" ] || mv -T "$2" "$old" || fail "cannot replace $2"
	mv -T "$1" "$2" || { [ ! -e "$old" ] || mv -T "$old" "$2"; fail "cannot write $2"; }
	rm -rf "$old"
}

# The mark of a tree that we made, by which is seen what somebody has changed in it.
tree_sums() {
	(cd "$1" && find . -type f ! -path ./.netroot-iso -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum)
}

# changed_in TREE: files with other bytes than we wrote, and those that we did not write
changed_in() {
	[ -s "$1/.netroot-iso" ] || return 0
	LC_ALL=C comm -13 <(LC_ALL=C sort "$1/.netroot-iso") <(tree_sums "$1" | LC_ALL=C sort) | sed 's,^[0-9a-f]*  \./,,' | LC_ALL=C sort
}
