# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# The tree of the medium: pool, .disk and what the installer reads there.

build_pool() {
	local key file
	key=$({ cat "$work/stamp/download" "$work/stamp/regenerate" "$here/conf/udebs-lean.conf" "$here"/lib/{pool,index,sign}.sh
		echo "$suite $lean ${SOURCE_DATE_EPOCH-} $(key_id)"
		[ ${#own_debs[@]} -eq 0 ] || sha256sum "${own_debs[@]}"
	} | hash_of)
	fresh pool "$key" && return
	say "building the pool"
	stale pool
	rm -rf "$work/iso" && mkdir -p "$work"/iso/{.disk,pool/main}
	link_pool
	for file in ${own_debs[@]+"${own_debs[@]}"}; do
		add_own_deb "$file"
	done
	write_disk_info
	index_pool
	check_base_complete
	done_with pool "$key"
}

# Hard links: the pool costs no space beside the cache.
link_pool() {
	local path file
	while read -r path file _; do
		! grep -qxF "$file" "$work/select/without" || continue
		mkdir -p "$work/iso/${path%/*}"
		ln -f "$(cached "$file")" "$work/iso/$path" || fail "cannot put $path into the pool"
	done < <(cat "$work"/select/{debs,udebs})
}

add_own_deb() {
	local name dir
	name=$(dpkg-deb --field "$1" Package)
	dir=$work/iso/pool/main/${name:0:1}/$name
	mkdir -p "$dir" && cp -- "$1" "$dir/"
}

write_disk_info() {
	local disk=$work/iso/.disk
	printf 'Debian GNU/Linux %s "%s" - netroot %s %s\n' \
		"$(release_field Version)" "${suite^}" "$arch" "$(stamp_date +%Y%m%d-%H:%M)" > "$disk/info"
	: > "$disk/base_installable"
	echo main > "$disk/base_components"
	# One medium, nothing to swap: apt-setup then asks for no further one.
	echo full_cd/single > "$disk/cd_type"
	printf '%s\n' netcfg ethdetect pcmciautils-udeb > "$disk/udeb_include"
	[ -z "$lean" ] || config udebs-lean.conf > "$disk/udeb_exclude"
	cat > "$work/iso/README.txt" <<-END
	Debian installer medium made from Debian's packages.
	pool/ and dists/ are an archive of $suite, unsigned as on any Debian CD.
	netroot/ shows the same archive signed; with the medium mounted on /media/cdrom:
	deb [signed-by=/media/cdrom/netroot/repository.gpg] file:/media/cdrom/netroot $suite main
	END
}

# release_field NAME: of the archive's own signed Release file
release_field() {
	sed -n "s/^$1: //p" "$work"/apt/state/lists/*_InRelease | head -n 1
}

stamp_date() {
	LC_ALL=C date --utc ${SOURCE_DATE_EPOCH:+--date=@$SOURCE_DATE_EPOCH} "$@"
}
