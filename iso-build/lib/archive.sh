# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# An apt of our own: its sources, state and cache live in the work directory, the host's are not touched.

setup_archive() {
	local apt=$work/apt key
	key=$(printf '%s\n' "$mirror" "$suite" "$keyring" "$work" | hash_of)
	export APT_CONFIG=$apt/apt.conf LC_ALL=C
	[ -z "$refresh" ] || stale lists
	fresh lists "$key" && return
	say "reading the package lists of $suite from $mirror"
	read_lists "$suite" 2> "$work/log/suite" || read_lists_by_class || {
		cat "$work/log/suite" >&2
		fail "cannot read suite $suite from $mirror" "is the address right, the network up, the suite signed by $keyring?"
	}
	[ "$(release_field Codename)" = "$suite" ] || fail "--suite $suite is $(release_field Codename)" "name the release by its codename: --suite $(release_field Codename)"
	done_with lists "$key"
}

# read_lists NAME: an apt that knows the suite by this name alone, and its lists, all checked
read_lists() {
	local apt=$work/apt
	rm -rf "$apt"
	mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,preferences.d,apt.conf.d,trusted.gpg.d} "$work/archives/partial"
	: > "$apt/status"
	take_keyring "$apt/trusted.gpg.d"
	write_apt_conf "$apt"
	write_sources "$1" main main/debian-installer > "$apt/sources.list"
	write_sources "$1" main/debian-installer > "$apt/udebs.list"
	run update apt-get update --error-on=any
}

# A mirror in the middle of an update can hold lists that its signed Release file does not know. The same
# suite under the name of its class is a tree of its own there, signed as well, and may be whole.
read_lists_by_class() {
	local class
	for class in stable oldstable; do
		read_lists "$class" 2> "$work/log/class" || continue
		[ "$(release_field Codename)" = "$suite" ] || continue
		say "the lists under dists/$suite are out of step; took $suite $(release_field Version) from dists/$class"
		return 0
	done
	return 1
}

# The only keys of this apt. Not by signed-by: sources.list takes no blanks and no relative names.
take_keyring() { # FOLDER
	if [[ $keyring = *.asc ]]; then cp "$keyring" "$1/archive.asc"; else cp "$keyring" "$1/archive.gpg"; fi
}

write_sources() { # NAME COMPONENT...
	local name=$1
	shift
	printf 'deb %s %s %s\n' "$mirror" "$name" "$*"
}

write_apt_conf() {
	cat > "$1/apt.conf" <<-END
	Dir "$1"; Dir::State "$1/state"; Dir::State::status "$1/status"; Dir::Cache "$1/cache";
	Dir::Cache::archives "$work/archives";
	Dir::Etc::sourcelist "$1/sources.list"; Dir::Etc::sourceparts "/dev/null"; Dir::Etc::main "/dev/null";
	Dir::Etc::trusted "/dev/null"; Dir::Etc::trustedparts "$1/trusted.gpg.d";
	Dir::Etc::parts "$1/apt.conf.d"; Dir::Etc::preferences "$1/preferences"; Dir::Etc::preferencesparts "$1/preferences.d";
	APT::Architecture "$arch"; APT::Architectures { "$arch"; };
	APT::Install-Recommends "false"; APT::Sandbox::User "root";
	Acquire::Languages "none"; Acquire::Retries "3"; Debug::NoLocking "true";
	END
}

# The Packages stanzas of debs and udebs, as apt sees them.
available() {
	apt-cache dumpavail
}

# resolve SOURCES STATUS-FILE PACKAGE...: prints 'pool/path cache-file-name bytes SHA256:sum' of everything apt would
# install. Each list of sources has a cache of its own, which apt uses again while the status file is the same.
resolve() {
	local name=$1 sources=$work/apt/$1 status=$2 log=$work/log/resolve
	shift 2
	apt-get --print-uris -y -o Dir::Etc::sourcelist="$sources" -o Dir::State::status="$status" \
		-o Dir::Cache::archives="$work/tmp/none" -o Acquire::ForceHash=SHA256 \
		-o Dir::Cache::pkgcache="pkg-$name.bin" -o Dir::Cache::srcpkgcache="src-$name.bin" install "$@" > "$log" 2>&1 ||
		{ grep -v '^W:' "$log" | tail -n 12 >&2; return 1; }
	listed_by_apt < "$log"
}

# locate PACKAGE: such a line for this one alone
locate() {
	apt-get --print-uris -o Acquire::ForceHash=SHA256 download "$1" 2> "$work/log/locate" | listed_by_apt
}

listed_by_apt() {
	sed -n "s|^'$mirror/\\([^']*\\)' \\([^ ]*\\) \\([0-9]*\\) \\(SHA256:.*\\)|\\1 \\2 \\3 \\4|p" | decode_path
}

# apt prints addresses with %2b and the like; the file on the medium has the plain name
decode_path() {
	local path rest
	while read -r path rest; do
		printf '%b %s\n' "${path//%/\\x}" "$rest"
	done
}

# field PACKAGE FIELD: of the version apt would take
field() {
	apt-cache show --no-all-versions "$1" 2> /dev/null | sed -n "s/^$2: //p" | head -n 1
}
