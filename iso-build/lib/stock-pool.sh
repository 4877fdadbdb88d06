# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, output and the like are set by options.sh
# Our packages in the image's pool and indices, and the mark that tells a later run what is ours.

# marked KIND: what an earlier run noted, 'initrd LENGTH PATH' or 'pool PATH', without the first word
marked() {
	[ ! -f "$work/old/.disk/netroot" ] || sed -n "s/^$1 //p" "$work/old/.disk/netroot"
}

write_stock_marker() {
	{
		echo "netroot $(netroot_version)"
		cat "$work/tmp/marks"
		(cd "$work/new" && find pool -type f 2> /dev/null | sort | sed 's/^/pool /')
	} > "$work/tmp/marker"
	put .disk/netroot < "$work/tmp/marker"
	# What an earlier run added and this one does not.
	{ marked pool; ! stock_has netroot/answers.gz || echo netroot/answers.gz; } | while read -r path; do
		[ -e "$work/new/$path" ] || echo "$path"
	done > "$work/tmp/removed"
}

netroot_version() {
	dpkg-deb --field "${own_udebs[0]}" Version
}

add_to_stock_pool() {
	local main=dists/$codename/main
	pool_files "${own_udebs[@]}"
	pool_files ${own_debs[@]+"${own_debs[@]}"}
	[ -z "$preseed" ] || write_stock_answers
	add_to_index udeb "$main/debian-installer/binary-amd64"
	add_to_index deb "$main/binary-amd64"
	update_stock_release
}

pool_files() {
	local file name
	for file; do
		name=$(dpkg-deb --field "$file" Package)
		name=pool/main/${name:0:1}/$name/$(basename "$file")
		put "$name" < "$file"
	done
}

# add_to_index EXTENSION FOLDER: written in every form that the image has it in
add_to_index() {
	local form any=''
	for form in '' .gz .xz; do
		! stock_has "$2/Packages$form" || any=$form
		! stock_has "$2/Packages$form" || bsdtar -xOf "$stock" "$2/Packages$form" | unpack_as "$form" > "$work/tmp/Packages"
	done
	if [ -z "$any" ] && ! stock_has "$2/Packages"; then
		[ -z "$(own_of "$1")" ] || say "warning: the image has no $2/Packages: our .$1 files are not in an index"
		return
	fi
	merged_index "$1" > "$work/tmp/Packages.new"
	! cmp -s "$work/tmp/Packages" "$work/tmp/Packages.new" || return 0
	for form in '' .gz .xz; do
		! stock_has "$2/Packages$form" || pack_as "$form" < "$work/tmp/Packages.new" | put "$2/Packages$form"
	done
	mkdir -p "$work/tmp/index/$2"
	mv "$work/tmp/Packages.new" "$work/tmp/index/$2/Packages"
}

own_of() {
	find "$work/new/pool" -name "*.$1"
}

unpack_as() {
	case $1 in .gz) gzip -dc ;; .xz) xz -dc ;; *) cat ;; esac
}
pack_as() {
	case $1 in .gz) gzip -9n ;; .xz) xz -9 ;; *) cat ;; esac
}

# Debian's stanzas without what was ours before, then ours; one of the same name gives way to ours.
merged_index() {
	own_index "$1" > "$work/tmp/own"
	{ marked pool; sed -n 's/^Package: /=/p' "$work/tmp/own"; } > "$work/tmp/drop"
	awk -v list="$work/tmp/drop" -v ORS='\n\n' '
		BEGIN { while ((getline line < list) > 0) drop[line]; RS = "" }
		{
			n = split($0, field, "\n"); gone = 0
			for (i = 1; i <= n; i++) {
				if (sub(/^Package: /, "=", field[i]) && field[i] in drop) gone = 1
				if (sub(/^Filename: (\.\/)?/, "", field[i]) && field[i] in drop) gone = 1
			}
			if (!gone) print
		}' "$work/tmp/Packages"
	cat "$work/tmp/own"
}

own_index() {
	[ -n "$(own_of "$1")" ] || return 0
	cat > "$work/tmp/index.conf" <<-INDEX
	Dir::ArchiveDir "$work/new"; Dir::CacheDir "$work/tmp";
	Default::Packages::Compress ".";
	BinDirectory "pool" { Packages "own-index"; Packages::Extensions ".$1"; Contents ""; };
	INDEX
	run own-index apt-ftparchive -q generate "$work/tmp/index.conf" || fail "cannot index our packages"
	cat "$work/new/own-index"
	rm "$work/new/own-index"
}

# Lines of changed indices in Release get the new sums; a Debian image's Release is not signed, and
# a signature would be void now.
update_stock_release() {
	local release=dists/$codename/Release line kind='' sum size path form name
	[ -d "$work/tmp/index" ] || return 0
	while IFS= read -r line; do
		case $line in
		[A-Z]*:*) kind=${line%%:*} ;;
		' '*/Packages | ' '*/Packages.[gx]z)
			read -r sum size path <<< "$line"
			name=dists/$codename/${path%.[gx]z} form=${path##*/Packages}
			if [ -f "$work/tmp/index/$name" ]; then
				pack_as "$form" < "$work/tmp/index/$name" > "$work/tmp/packed"
				sum=$(sum_kind "$kind" "$work/tmp/packed")
				size=$(stat -c %s "$work/tmp/packed")
				printf -v line ' %s %16d %s' "$sum" "$size" "$path"
			fi
			;;
		esac
		printf '%s\n' "$line"
	done < "$work/old/$release" > "$work/tmp/Release"
	put "$release" < "$work/tmp/Release"
	for name in InRelease Release.gpg; do
		! stock_has "dists/$codename/$name" || fail "$stock has a signed archive (dists/$codename/$name), which Debian's images have not" \
			"give a netinst or DVD image of Debian"
	done
}

# sum_kind FIELD FILE: by the name that Release gives it
sum_kind() {
	local program
	case $1 in MD5Sum) program=md5sum ;; SHA1 | SHA256 | SHA512) program=${1,,}sum ;; *) fail "Release has sums of a kind $1" ;; esac
	"$program" < "$2" | cut -d ' ' -f 1
}
