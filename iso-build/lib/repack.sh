# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# Udebs of programs, made from the packages that hold the same files (conf/repack.conf).

# repack_recipe UDEB: prints 'PACKAGES: FILES', nothing when there is none
repack_recipe() {
	config repack.conf | sed -n "s/^$1: //p"
}

# repack_udeb UDEB FILE RECIPE
repack_udeb() {
	local root=$work/tmp/udeb all=$work/tmp/repack package
	rm -rf "$root" "$all" && mkdir -p "$root/DEBIAN" "$all"
	for package in ${3%%:*}; do
		unpack_cached "$package" "$all"
	done
	copy_files "$all" "$root" "${3#*: }"
	[ -d "$root/usr" ] || fail "${3%%:*} hold none of the files of $1" "conf/repack.conf is out of date for suite $suite"
	control_from_index "$1" > "$root/DEBIAN/control"
	pack_udeb "$root" "$2"
	rm -rf "$all"
	say "made $1 from ${3%%:*}: the archive has none"
}

# copy_files FROM TO PATTERNS
copy_files() {
	(
		cd "$1" && shopt -s nullglob
		eval "set -- '$2' $3" # braces and globs of our own configuration
		root=$1 && shift
		[ $# -eq 0 ] || cp -a --parents "$@" "$root/" 2> "$work/log/copy" || true
	)
}

# unpack_cached PACKAGE DIR, in merged-/usr layout. Debian 12 has libraries without the t64 of their names.
unpack_cached() {
	local deb
	deb=$(awk -v name="$1" -v older="${1%t64}" 'index($2, name "_") == 1 || index($2, older "_") == 1 { print $2 }' \
		"$work/select/debs" | head -n 1)
	[ -n "$deb" ] || fail "package $1 is not on the medium, but a udeb must be made from it"
	mkdir -p "$2/part" && dpkg-deb --extract "$work/archives/$deb" "$2/part"
	merge_usr "$2/part"
	cp -a "$2/part/." "$2/" && rm -rf "$2/part"
}
