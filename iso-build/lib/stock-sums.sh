# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, output and the like are set by options.sh
# The image's own md5sum.txt: held against what is on it, and brought up to date.

check_stock_sums() {
	[ -s "$work/old/md5sum.txt" ] || fail "$stock has no md5sum.txt, so nobody can tell whether it is whole" "download it again"
	say "checking $(wc -l < "$work/old/md5sum.txt") files of $stock by its md5sum.txt"
	bad_sums "$stock" "$work/old/md5sum.txt" > "$work/tmp/bad" || fail "$stock cannot be read to its end: $(tail -n 1 "$work/log/sums")" "download it again"
	[ ! -s "$work/tmp/bad" ] || fail "$stock is damaged: $(wc -l < "$work/tmp/bad") files are not what its md5sum.txt says, $(head -n 1 "$work/tmp/bad") for one" \
		"download it again"
}

# What was written is read back.
check_made() {
	bad_sums "$output.part" "$work/new/md5sum.txt" > "$work/tmp/bad" || fail "the image that was written cannot be read"
	[ ! -s "$work/tmp/bad" ] || fail "the image that was written is damaged: $(head -n 1 "$work/tmp/bad")"
	mv "$output.part" "$output"
}

# bad_sums ISO SUMS: the files that are missing or have another sum
bad_sums() {
	local path progress=none
	[ ! -t 2 ] || progress=progress
	dd if="$1" bs=4M status=$progress |
		bsdtar -cf "$work/tmp/mtree" --format=mtree --options='mtree:!all,mtree:type,mtree:link,mtree:md5' @- 2> "$work/log/sums" || return 1
	compare_sums "$work/tmp/mtree" "$2" | while read -r path; do
		# To libarchive the second name of a file is a hard link without bytes.
		[ "$(file_sum "$1" "$path")" = "$(sed -n "\\|^[0-9a-f]*  $path\$|{s/ .*//p;q}" "$2")" ] || echo "$path"
	done
}

# file_sum ISO PATH
file_sum() {
	rm -f "$work/tmp/one"
	xorriso -osirrox on -indev "stdio:$1" -extract_single "/${2#./}" "$work/tmp/one" > "$work/log/one" 2>&1 || return 0
	md5sum < "$work/tmp/one" | cut -d ' ' -f 1
}

# For awk: names() takes a line of the mtree, resolved() follows the links that it found. A list of sums may go
# through symbolic links, as find -follow does.
# shellcheck disable=SC2016
mtree_names='
	function plain(text,    code) {
		while (match(text, /\\[0-7][0-7][0-7]/)) {
			code = substr(text, RSTART + 1, 1) * 64 + substr(text, RSTART + 2, 1) * 8 + substr(text, RSTART + 3, 1)
			text = substr(text, 1, RSTART - 1) sprintf("%c", code) substr(text, RSTART + 4)
		}
		return text
	}
	function names(    name, i) {
		name = plain($1)
		for (i = 2; i <= NF; i++) {
			if ($i ~ /^md5digest=/) sum[name] = substr($i, 11)
			if ($i ~ /^link=/) link[name] = plain(substr($i, 6))
		}
	}
	function resolved(path,    part, n, i, at, turns) {
		for (turns = 0; turns < 16; turns++) {
			n = split(path, part, "/"); at = part[1]
			for (i = 2; i <= n; i++) {
				if (part[i] == "." || part[i] == "") continue
				if (part[i] == "..") { sub(/\/[^\/]*$/, "", at); continue }
				if ((at "/" part[i]) in link) break
				at = at "/" part[i]
			}
			if (i > n) return at
			path = (link[at "/" part[i]] ~ /^\//) ? "." link[at "/" part[i]] : at "/" link[at "/" part[i]]
			for (i++; i <= n; i++) path = path "/" part[i]
		}
		return path
	}'

# compare_sums MTREE SUMS: paths whose sums differ
compare_sums() {
	awk "$mtree_names"'
		FILENAME == ARGV[1] { names(); next }
		sum[resolved(substr($0, 35))] != substr($0, 1, 32) { print substr($0, 35) }' "$1" "$2"
}

# Files that Debian does not list (it leaves out what changes as the image is written) stay out.
update_stock_sums() {
	(cd "$work/new" && find . -type f ! -path ./md5sum.txt -print0 | sort -z | xargs -0 md5sum) > "$work/tmp/changed"
	{
		awk "$mtree_names"'
			FILENAME == ARGV[1] { names(); next }
			FILENAME == ARGV[2] { gone["./" $0]; next }
			FILENAME == ARGV[3] { changed[substr($0, 35)] = substr($0, 1, 32); next }
			{ where = resolved(substr($0, 35)) }
			where in gone { next }
			where in changed { print changed[where] "  " substr($0, 35); next }
			{ print }' "$work/tmp/mtree" "$work/tmp/removed" "$work/tmp/changed" "$work/old/md5sum.txt"
		awk 'FILENAME == ARGV[1] { there["./" $0]; next } !(substr($0, 35) in there)' "$work/tmp/files" "$work/tmp/changed"
	} > "$work/tmp/md5sum.txt"
	put md5sum.txt < "$work/tmp/md5sum.txt"
}
