# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, output and the like are set by options.sh
# Every initrd that the boot menus name gets our udebs, in a second archive behind Debian's own.

# initrd_text FILE PATH: a file of the initrd
initrd_text() {
	bsdtar -xOf "$1" "$2" "./$2" 2> /dev/null || true
}

kernel_of() {
	bsdtar -tf "$work/new/$1" | awk -F / 'sub(/^(\.\/)?(usr\/)?lib\/modules\//, "") && !seen { print $1; seen = 1 }'
}

# fetch_initrd PATH: Debian's own part of it comes to $work/new
fetch_initrd() {
	local length
	bsdtar -xf "$stock" -C "$work/new" "$1" 2> "$work/log/initrd" || fail "cannot read /$1: $(tail -n 1 "$work/log/initrd")"
	chmod u+w "$work/new/$1"
	length=$(marked initrd | awk -v file="$1" '$2 == file { print $1 }')
	[ -z "$length" ] || truncate -s "$length" "$work/new/$1"
}

add_to_stock_initrds() {
	local file
	: > "$work/tmp/marks"
	while read -r file; do
		say "adding ${#own_udebs[@]} udebs to /$file"
		echo "initrd $(stat -c %s "$work/new/$file") $file" >> "$work/tmp/marks"
		build_stock_layer "$work/new/$file"
		cat "$work/tmp/layer.gz" >> "$work/new/$file" || fail "cannot write $work/new/$file"
	done < "$work/tmp/initrds"
}

# Until Debian 12 the installer's /lib is a folder of its own, and must not be hidden by a link.
build_stock_layer() (
	layer=$work/tmp/layer
	# No grep -q: it ends at the first match, and bsdtar's broken pipe would count as none.
	bsdtar -tvf "$1" | grep -E ' (\./)?lib -> usr/lib$' > /dev/null || merge_usr() { :; }
	rm -rf "$layer" && mkdir -p "$layer/var/lib/dpkg/info"
	initrd_text "$1" var/lib/dpkg/status > "$layer/var/lib/dpkg/status"
	for udeb in "${own_udebs[@]}"; do
		add_udeb "$layer" "$udeb"
	done
	add_target_map "$layer"
	SOURCE_DATE_EPOCH=$(stock_epoch) pack_layer "$layer" "$work/tmp/layer.gz"
)

# The answers come with an initrd of their own, so that no entry but ours is answered by them.
write_stock_answers() {
	local layer=$work/tmp/answers
	rm -rf "$layer" && mkdir -p "$layer"
	install -m 644 "$preseed" "$layer/preseed.cfg"
	SOURCE_DATE_EPOCH=$(stock_epoch) pack_layer "$layer" "$work/tmp/answers.gz"
	put netroot/answers.gz < "$work/tmp/answers.gz"
}
