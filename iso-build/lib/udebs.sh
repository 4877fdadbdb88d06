# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# Reading and writing of udebs.

# Udebs that the archive lists but lacks are made from the packages that hold the same files.
regenerate_missing_udebs() {
	local file key
	key=$(cat "$work/stamp/download" "$work/select/missing" "$here"/conf/{modules,repack,udebs-spare}.conf "$here"/lib/{udebs,modules,repack}.sh | hash_of)
	fresh regenerate "$key" && return
	refuse_unmakeable
	: > "$work/select/without"
	rm -rf "$work/made" && mkdir -p "$work/made"
	while read -r _ file _; do
		regenerate "${file%%_*}" "$file"
	done < "$work/select/missing"
	done_with regenerate "$key"
}

# way_out NAME: how a package that the archive lacks is had all the same; nothing when there is no way
way_out() {
	case $1 in
	*-modules-"$kernel"-di) echo modules; return ;;
	esac
	if [ -n "$(repack_recipe "$1")" ]; then
		echo repack
	elif config udebs-spare.conf | grep -qxF "$1"; then
		echo spare
	fi
}

# regenerate NAME FILE
regenerate() {
	case $(way_out "$1") in
	modules) regenerate_module_udeb "$1" "$2" ;;
	repack) repack_udeb "$1" "$2" "$(repack_recipe "$1")" ;;
	spare)
		say "left out $1: the archive has none"
		echo "$2" >> "$work/select/without"
		;;
	esac
}

# All of them are named at once.
refuse_unmakeable() {
	local path bad=()
	while read -r path _; do
		[ -n "$(way_out "$(basename "${path%%_*}")")" ] || bad+=("$path")
	done < "$work/select/missing"
	[ ${#bad[@]} -gt 0 ] || return 0
	printf '  %s\n' "${bad[@]}" >&2
	stale download
	fail "$mirror lists ${#bad[@]} files that it does not have" "run again later, or name a complete mirror by --mirror"
}

# control_from_index PACKAGE: the control file as the archive's index describes it
control_from_index() {
	apt-cache show --no-all-versions "$1" |
		awk '/^$/ { exit } /^(Filename|Size|MD5sum|SHA1|SHA256|SHA512|Description-md5):/ { next } { print }'
}

# pack_udeb DIR FILE-NAME, dated like the archive: made again it is the same
pack_udeb() {
	SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date --date "$(release_field Date)" +%s)} \
		run pack dpkg-deb --root-owner-group --uniform-compression -Zxz -z1 --build "$1" "$work/made/$2" ||
		fail "cannot pack $2"
}
