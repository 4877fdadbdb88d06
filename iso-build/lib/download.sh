# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Downloading the selection. apt checks every file against the signed lists.

# Fetches everything selected; $work/select/missing then names what the archive lists but does not have.
download_pool() {
	local key
	key=$(cat "$work/select/debs" "$work/select/udebs" | hash_of)
	fresh download "$key" && return
	list_missing > "$work/tmp/wanted"
	say "downloading $(wc -l < "$work/tmp/wanted") of $(cat "$work"/select/{debs,udebs} | wc -l) files, $(megabytes_of "$work/tmp/wanted")"
	fetch_listed
	list_missing > "$work/select/missing"
	refuse_broken
	done_with download "$key"
}

# megabytes_of FILE...: the sum of the sizes in lists of 'path file bytes'
megabytes_of() {
	awk '{ sum += $3 } END { printf "%.1f MB\n", sum / 1000000 }' "$@"
}

# apt-get download takes name=version, checks hashes and goes on past a missing file. What a broken run
# left in archives/partial is continued.
fetch_listed() {
	[ -s "$work/tmp/wanted" ] || return 0
	# shellcheck disable=SC2046
	(cd "$work/archives" && apt-get -q download -o APT::Status-Fd=3 $(versions_wanted) \
		3>&1 > "$work/log/download" 2>&1 | say_percent) || true
}

versions_wanted() {
	local path file
	while read -r path file _; do
		name_and_version "$file"
	done < "$work/tmp/wanted"
}

# name_1%3a2.3_all.udeb -> name=1:2.3
name_and_version() {
	local name=${1%%_*} version=${1#*_}
	version=${version%_*}
	printf '%s=%s\n' "$name" "${version//%3a/:}"
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

list_missing() {
	local path file bytes
	while read -r path file bytes; do
		[ -f "$work/archives/$file" ] || printf '%s %s %s\n' "$path" "$file" "$bytes"
	done < <(cat "$work"/select/{debs,udebs})
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
# one made here: it is a sign of an attack or of a broken server.
refuse_broken() {
	local bad
	bad=$(grep -A 3 -E '^E: Failed to fetch .*(Hash Sum|File has unexpected size)' "$work/log/download" 2> /dev/null | head -n 4) || return 0
	printf '%s\n' "$bad" >&2
	fail "the archive sent a file that is not the one its signed lists name" "run again with --refresh; if it stays so, take another --mirror"
}
