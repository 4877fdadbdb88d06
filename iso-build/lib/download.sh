# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Downloading. apt checks every file against the signed lists.

# Fetches everything selected; $work/select/missing then names what the archive lists but does not have.
download_pool() {
	local key
	key=$(cat "$work/select/debs" "$work/select/udebs" | hash_of)
	fresh download "$key" && return
	selected | list_missing > "$work/tmp/wanted"
	say "downloading $(wc -l < "$work/tmp/wanted") of $(selected | wc -l) files, $(megabytes_of "$work/tmp/wanted")"
	fetch_listed
	selected | list_missing > "$work/select/missing"
	refuse_broken
	done_with download "$key"
}

selected() {
	cat "$work"/select/{debs,udebs}
}

# fetch_package NAME: one that is needed before anything is selected. Sets package_file to where it is.
fetch_package() {
	local file
	locate "$1" > "$work/tmp/located" || true
	read -r _ file _ < "$work/tmp/located" || fail "apt does not know where $1 is: $(tail -n 1 "$work/log/locate")" "run again with --refresh"
	list_missing < "$work/tmp/located" > "$work/tmp/wanted"
	[ ! -s "$work/tmp/wanted" ] || say "downloading $1, $(megabytes_of "$work/tmp/wanted")"
	fetch_listed
	refuse_broken
	package_file=$work/archives/$file
	[ -f "$package_file" ] || fail "$mirror lists $1 and does not have it" "run again with --refresh, or take another --mirror"
}

# megabytes_of FILE...: the sum of the sizes in lists as select.sh makes them
megabytes_of() {
	awk '{ sum += $3 } END { printf "%.1f MB\n", sum / 1000000 }' "$@"
}

# apt-helper goes on past a file that the archive lacks, and continues a .part that an interrupted run left
# (apt-get download does neither: it even gives an unfinished file its name).
fetch_listed() {
	local arguments
	: > "$work/log/download"
	[ -s "$work/tmp/wanted" ] || return 0
	mapfile -t arguments < <(fetch_arguments)
	awk -v folder="$work/archives/" '{ print folder $2 }' "$work/tmp/wanted" | xargs -d '\n' rm -f
	(cd "$work/archives" && /usr/lib/apt/apt-helper -q -o APT::Status-Fd=3 download-file "${arguments[@]}" \
		3>&1 > "$work/log/download" 2>&1 | say_percent) || true
	keep_whole
}

# fetch_arguments: address, file and checksum of each file, one a line
fetch_arguments() {
	local path file sum
	while read -r path file _ sum; do
		printf '%s\n' "$mirror/${path//+/%2b}" "$file.part" "$sum"
	done < "$work/tmp/wanted"
}

# What has the checksum of the signed lists gets its name, an unfinished file stays aside for the next run.
# From a file:// mirror apt makes links.
keep_whole() {
	local file bytes sum
	while read -r _ file bytes sum; do
		file=$work/archives/$file
		[ -f "$file.part" ] || continue
		[ ! -L "$file.part" ] || cp --remove-destination "$(readlink -f "$file.part")" "$file.part"
		if [ "SHA256:$(hash_of < "$file.part")" = "$sum" ]; then
			mv "$file.part" "$file"
		elif [ "$(stat -c %s "$file.part")" -ge "$bytes" ]; then
			rm "$file.part"
		fi
	done < "$work/tmp/wanted"
}

# apt's status lines ('dlstatus:FILE:PERCENT:WORDS') to a line for every tenth
say_percent() {
	local percent last=0
	while IFS=: read -r _ _ percent _; do
		percent=${percent%%.*}
		[ "$((percent / 10))" -gt "$last" ] || continue
		last=$((percent / 10))
		say "  ${last}0 % downloaded"
	done
}

# list_missing: those of stdin. A file of another size is an unfinished one of an older run.
list_missing() {
	local path file bytes sum
	while read -r path file bytes sum; do
		[ "$(stat -c %s "$work/archives/$file" 2> /dev/null)" = "$bytes" ] ||
			printf '%s %s %s %s\n' "$path" "$file" "$bytes" "$sum"
	done
}

# cached FILE: where it is, downloaded or made; fails when it is neither
cached() {
	local dir
	for dir in archives made; do
		[ ! -f "$work/$dir/$1" ] || { printf '%s\n' "$work/$dir/$1"; return; }
	done
	return 1
}

# A file that the archive has, but with other bytes than its signed lists say, is never replaced by
# one made here: it is a sign of an attack or of a broken server. Nor is one that another run would get.
refuse_broken() {
	local bad errors=$work/tmp/errors
	grep '^E: Failed' "$work/log/download" > "$errors" || return 0
	bad=$(grep -E 'Hash Sum mismatch|unexpected size' "$errors" || true)
	if [ -n "$bad" ]; then
		head -n 3 <<< "$bad" >&2
		fail "the archive sent a file that is not the one its signed lists name" \
			"run again with --refresh; if it stays so, take another --mirror"
	fi
	bad=$(grep -vE ' 404 |File not found' "$errors" || true)
	[ -n "$bad" ] || return 0
	head -n 3 <<< "$bad" >&2
	fail "the download broke off" "run again: what is there is kept and continued"
}
