# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# Reading and writing of udebs.

# Udebs that the archive lists but lacks are made from the packages that hold the same files.
regenerate_missing_udebs() {
	local path file key
	key=$(cat "$work/stamp/download" "$work/select/missing" "$here"/conf/{modules,repack,udebs-spare}.conf "$here"/lib/{udebs,modules,repack}.sh | hash_of)
	fresh regenerate "$key" && return
	: > "$work/select/without"
	rm -rf "$work/made" && mkdir -p "$work/made"
	while read -r path file _; do
		regenerate "${file%%_*}" "$file" "$path"
	done < "$work/select/missing"
	done_with regenerate "$key"
}

# regenerate UDEB FILE POOL-PATH
regenerate() {
	local recipe
	recipe=$(repack_recipe "$1")
	case $1 in
	*-modules-"$kernel"-di) regenerate_module_udeb "$1" "$2" ;;
	*)
		if [ -n "$recipe" ]; then
			repack_udeb "$1" "$2" "$recipe"
		elif config udebs-spare.conf | grep -qxF "$1"; then
			say "left out $1: the archive has none"
			echo "$2" >> "$work/select/without"
		else
			report_unfetched "$3"
		fi
		;;
	esac
}

report_unfetched() {
	local why
	why=$(grep -F "$(basename "$1" | sed 's/_.*//')" "$work/log/download" | grep '^E:' | head -n 1)
	stale download
	fail "cannot download $1${why:+ ($why)}" "run again; if it stays away, the mirror $mirror is incomplete"
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
