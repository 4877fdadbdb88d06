# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Answers in the initrd. /preseed.cfg of initrd.gz holds what is true for every menu entry (where the
# target map and the packages are); automatic.gz, loaded behind it, has another one with the user's answers.

# A map given as a file goes into the medium's initrd; below usr/, since the initrd's other folders are links.
target_map_file=usr/share/netroot/target-map

add_target_map() {
	[ -z "$target_map" ] || is_url "$target_map" || install -D -m 644 "$target_map" "$1/$target_map_file"
}

medium_answers() {
	[ -z "$target_map" ] || is_url "$target_map" || echo "d-i netroot/target-map string /$target_map_file"
	[ -z "$target_map" ] || ! is_url "$target_map" || echo "d-i netroot/target-map string $target_map"
}

# add_answers LAYER COMMAND: what COMMAND prints becomes /preseed.cfg, if anything
add_answers() {
	"$2" > "$work/tmp/answers"
	[ ! -s "$work/tmp/answers" ] || install -m 644 "$work/tmp/answers" "$1/preseed.cfg"
}

# write_automatic DIR COMMAND: DIR/automatic.gz, with --preseed only; the user's answers come last and win
write_automatic() {
	local layer=$work/tmp/automatic
	rm -rf "$1/automatic.gz" "$layer"
	[ -n "$preseed" ] || return 0
	mkdir -p "$layer"
	{ "$2"; cat "$preseed"; } > "$layer/preseed.cfg"
	pack_layer "$layer" "$1/automatic.gz"
}

# For what is served: where the map is.
write_map_answer() {
	[ -z "$target_map" ] || echo "d-i netroot/target-map string $(map_address)"
}

# A map given as a file is served from the tree or the repository, where it can be changed without another build.
map_address() {
	if is_url "$target_map"; then echo "$target_map"; else echo "$base_url/target-map"; fi
}
