# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Small packages and files for tests of iso-build, to be sourced. Wants $scratch, a folder, and $top, the tree.

netroot_iso() {
	"$top/iso-build/netroot-iso" "$@" >"$scratch/out" 2>&1
}

# make_udeb NAME [DEPENDS]: $scratch/NAME.udeb; netroot-disk asks some of netroot's questions
make_udeb() {
	local root=$scratch/udeb-$1
	mkdir -p "$root/DEBIAN" "$root/usr/bin"
	echo "$1" >"$root/usr/bin/$1"
	printf 'Package: %s\nVersion: 1:2.0\nArchitecture: %s\nMaintainer: nobody <n@example.org>\n%sDescription: a\n b\n' \
		"$1" "${architecture:-amd64}" "${2:+Depends: $2
}" >"$root/DEBIAN/control"
	[ "$1" != netroot-disk ] || write_templates >"$root/DEBIAN/templates"
	SOURCE_DATE_EPOCH=1700000000 dpkg-deb --root-owner-group -b "$root" "$scratch/$1.udeb" >/dev/null
}

write_templates() {
	local name
	for name in target timeout target-map module/url; do
		printf 'Template: netroot/%s\nType: string\nDefault: auto\nDescription: The %s:\n Long words.\n\n' "$name" "$name"
	done
	# shellcheck disable=SC2016  # for debconf
	printf 'Template: netroot/target/list\nType: select\nChoices: ${CHOICES}\nDescription: List:\n\n'
	printf 'Template: netroot/error\nType: error\nDescription: Wrong\n\n'
}

# make_deb NAME: $scratch/NAME.deb
make_deb() {
	local root=$scratch/deb-$1
	mkdir -p "$root/DEBIAN"
	printf 'Package: %s\nVersion: 3\nArchitecture: all\nMaintainer: nobody <n@example.org>\nDescription: a\n' "$1" \
		>"$root/DEBIAN/control"
	SOURCE_DATE_EPOCH=1700000000 dpkg-deb --root-owner-group -b "$root" "$scratch/$1.deb" >/dev/null
}
