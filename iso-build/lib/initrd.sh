# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# The initrd: Debian's netboot one, untouched, with a second archive of our files behind it
# (the kernel unpacks one after the other; later files replace earlier ones).

# build_medium_initrd DIR: vmlinuz, initrd.gz that finds its CD-ROM, and automatic.gz
build_medium_initrd() {
	local layer=$work/tmp/layer udeb
	say "building the initrd (${#own_udebs[@]} own udebs)"
	begin_layer "$layer" udebs-not-initrd.conf
	while read -r udeb; do
		add_udeb "$layer" "$(cached_udeb "$udeb")"
	done < <(config udebs-initrd.conf)
	add_own_udebs "$layer"
	mark_medium "$layer"
	add_target_map "$layer"
	add_answers "$layer" medium_answers
	update_module_maps "$layer"
	write_boot_files "$layer" "$1"
	write_automatic "$1" medium_answers
}

# begin_layer LAYER CONFIG: an empty layer with the stock dpkg status, without the udebs that CONFIG lists
begin_layer() {
	rm -rf "$1" && mkdir -p "$1/var/lib/dpkg/info"
	stock_status "$2" > "$1/var/lib/dpkg/status"
}

add_own_udebs() {
	local udeb
	for udeb in ${own_udebs[@]+"${own_udebs[@]}"}; do
		add_udeb "$1" "$udeb"
	done
}

# write_boot_files LAYER DIR
write_boot_files() {
	pack_layer "$1" "$work/tmp/layer.gz"
	cat "$work/netboot/initrd.gz" "$work/tmp/layer.gz" > "$2/initrd.gz.part"
	mv "$2/initrd.gz.part" "$2/initrd.gz"
	cp "$work/netboot/linux" "$2/vmlinuz"
}

# stock_status CONFIG: the dpkg status of the initrd without the items that CONFIG lists
stock_status() {
	awk -v RS= -v ORS='\n\n' -v names="$({ [ -z "$1" ] || config "$1"; } | tr '\n' ' ')" '
		BEGIN { n = split(names, name, " "); for (i = 1; i <= n; i++) drop["Package: " name[i]] }
		{ split($0, line, "\n") } !(line[1] in drop)' "$work/netboot/tree/var/lib/dpkg/status"
}

cached_udeb() {
	local file
	file=$(awk -v name="$1" 'index($2, name "_") == 1 { print $2 }' "$work/select/udebs" | head -n 1)
	[ -n "$file" ] || fail "udeb $1 was not selected"
	cached "$file" || fail "udeb $1 is not in the cache" "run again with --refresh"
}

# add_udeb LAYER FILE: as udpkg --unpack would, in the initrd's layout: a folder would take the place of a link
add_udeb() {
	local layer=$1 name root=$work/tmp/unpacked info=$1/var/lib/dpkg/info control
	name=$(dpkg-deb --field "$2" Package)
	rm -rf "$root"
	dpkg-deb --raw-extract "$2" "$root" || fail "cannot unpack $2"
	drop_stanza "$name" "$layer/var/lib/dpkg/status"
	status_stanza "$root/DEBIAN/control" >> "$layer/var/lib/dpkg/status"
	for control in "$root"/DEBIAN/*; do
		[ "${control##*/}" = control ] || cp -p "$control" "$info/$name.${control##*/}"
	done
	rm -rf "$root/DEBIAN"
	! is_merged || merge_usr "$root"
	cp -a "$root/." "$layer/"
}

drop_stanza() {
	awk -v RS= -v ORS='\n\n' -v gone="Package: $1" '{ split($0, line, "\n") } line[1] != gone' "$2" > "$2.new"
	mv "$2.new" "$2"
}

# udpkg knows these fields; the description's long text is left out like in the stock status
status_stanza() {
	awk '/^Package: / { print; print "Status: install ok unpacked"; next }
		/^(Version|Depends|Provides|Installer-Menu-Item|Description|Recommends|Conflicts|Kernel-Version): / { print }' "$1"
	echo
}

merge_usr() {
	local dir
	for dir in bin sbin lib lib64; do
		[ -d "$1/$dir" ] || continue
		mkdir -p "$1/usr/$dir" && cp -a "$1/$dir/." "$1/usr/$dir/" && rm -rf "${1:?}/$dir"
	done
}

# The stock initrd calls itself netboot; reportbug and the installation report show this.
mark_medium() {
	mkdir -p "$1/etc"
	sed 's/^X_INSTALLATION_MEDIUM=.*/X_INSTALLATION_MEDIUM=cdrom/' "$work/netboot/tree/etc/lsb-release" > "$1/etc/lsb-release"
}

# depmod must see stock and added modules together; only its maps go into the layer.
update_module_maps() {
	local all=$work/tmp/modules modules
	modules=$(initrd_lib)/modules/$kernel
	[ -d "$1/$modules" ] || return 0
	rm -rf "$all" && mkdir -p "$all/lib/modules"
	cp -al "$work/netboot/tree/$modules" "$all/lib/modules/"
	rm -f "$all/lib/modules/$kernel"/modules.{alias,dep,symbols,softdep,devname,weakdep}*
	cp -a "$1/$modules/." "$all/lib/modules/$kernel/"
	run depmod-initrd depmod -b "$all" "$kernel" || fail "depmod cannot read the initrd's modules"
	cp "$all/lib/modules/$kernel"/modules.*.bin "$all/lib/modules/$kernel"/modules.{softdep,devname} "$1/$modules/"
	[ ! -f "$all/lib/modules/$kernel/modules.weakdep" ] || cp "$all/lib/modules/$kernel/modules.weakdep" "$1/$modules/"
}

# pack_layer DIR FILE: newc, root-owned, sorted, dated. The way through a tar drops the
# inode numbers, which would make every build another one.
pack_layer() {
	chmod -R u+rwX,go+rX "$1"
	find "$1" -exec touch --no-dereference --date="@${SOURCE_DATE_EPOCH:-$(date +%s)}" {} +
	(
		cd "$1"
		find . -mindepth 1 -printf '%P\0' | LC_ALL=C sort -z |
			bsdtar --null --no-recursion --format=gnutar --uid 0 --gid 0 --uname '' --gname '' -cf - -T - |
			bsdtar --format=newc -cf - @-
	) | gzip -9n > "$2" || fail "cannot write the initrd"
}
