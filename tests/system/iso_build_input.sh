#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: netroot-iso refuses bad input by one clear error, before it downloads or writes anything
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")
scratch=$(mktemp -d)
trap 'umount "$scratch/small" 2>/dev/null || true; rm -rf "$scratch"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$top/tests/system/lib/checks.sh"
# shellcheck source=tests/system/lib/iso-fixtures.sh
. "$top/tests/system/lib/iso-fixtures.sh"

# refused WHAT STATUS TEXT ARGUMENT...: nothing is made, and no mirror asked: there is none
refused() {
	local what=$1 status=$2 text=$3
	shift 3
	check "$what is refused" fails_with "$status" netroot_iso --mirror file:///nowhere --work "$scratch/w" "$@"
	check "  by the words: $text" says "$text"
}

make_udeb netroot-disk
make_udeb old
disk=(--udeb "$scratch/netroot-disk.udeb")
image=(--output "$scratch/x.iso" "${disk[@]}")
answers=$scratch/answers.cfg
map=$scratch/map

test_command_line() {
	refused "a run with nothing to make" 2 "--output is missing"
	refused "an unknown option" 2 "unknown option --frob" --frob x
	refused "a volume name xorriso would mangle" 2 "--volume 'a b'" "${image[@]}" --volume 'a b'
	refused "a tree without an address" 2 "--base-url is missing" --netboot "$scratch/tree"
	refused "an address that is none" 2 "--base-url 'somewhere'" --netboot "$scratch/tree" --base-url somewhere "${disk[@]}"
	refused "a tree by https, which the installer would not check" 2 "must be http" --netboot "$scratch/tree" --base-url https://a/b "${disk[@]}"
	refused "two trees with one address" 2 "different addresses" --netboot "$scratch/a" --repository "$scratch/b" --base-url http://a/b
	refused "an image without our udebs" 2 "--udeb is missing" --output "$scratch/x.iso"
	refused "an empty repository" 2 "--udeb is missing" --repository "$scratch/r" --base-url http://a/b
	refused "an option that a repository would not follow" 2 "are for --output and --netboot, not for --repository" \
		--repository "$scratch/r" --base-url http://a/b "${disk[@]}" --append quiet
	refused "parameters that would end a menu's line" 2 "can stand in it" "${image[@]}" --append 'quiet; reboot'
	mkdir -p "$scratch/t"
	refused "an image within the tree that is replaced" 2 "cannot lie in $scratch/t" \
		--output "$scratch/t/x.iso" --netboot "$scratch/t/" --base-url http://a/b "${disk[@]}"
	refused "a missing keyring" 1 "no archive keyring /nokeys" "${image[@]}" --keyring /nokeys
	refused "an unreachable mirror" 1 "cannot read suite trixie from file:/nowhere" "${image[@]}"
}

test_documented() {
	local option help
	for help in "" --from; do
		# shellcheck disable=SC2086 # none or one
		netroot_iso $help --help
		# shellcheck disable=SC2013 # words, no lines
		for option in $(grep -oE -- '--[a-z-]+' "$scratch/out" | sort -u); do
			check "docs/iso-*.md explain $help $option" grep -qF -- "\`$option" "$top/docs/iso-build.md" "$top/docs/iso-from-stock.md"
		done
	done
}

# Whoever comes second must not touch what the first is working on.
test_work_in_use() {
	mkdir -p "$scratch/w"/{stamp,tmp}
	: >"$scratch/w/tmp/of-the-first"
	exec 8>"$scratch/w/lock"
	flock 8
	refused "a work directory in use" 1 "another netroot-iso is using" "${image[@]}"
	exec 8>&-
	check "  and what is in it stays" test -e "$scratch/w/tmp/of-the-first"
}

test_packages() {
	refused "a file that is no package" 1 "$0 is not a Debian package" "${image[@]}" --udeb "$0"
	architecture=i386 make_udeb other
	refused "a package of another architecture" 1 "other.udeb is for i386, not for amd64" "${image[@]}" --udeb "$scratch/other.udeb"
}

test_answers() {
	printf '%s\n' 'd-i netroot/target string e0.0' '# d-i netroot/frob string' 'd-i netroot/tagret string e0.1' \
		'd-i mirror/suite string x' 'd-i netroot/module/uri string y' >"$answers"
	refused "a preseed file with unknown keys" 2 "2 answers to questions that the given udebs do not ask" \
		"${image[@]}" "${disk[@]}" --preseed "$answers"
	check "  each is named by its line and the nearest known one" says "$answers:3: netroot/tagret (netroot/target?)"
	check "  all of them" says "$answers:5: netroot/module/uri (netroot/module/url?)"
	check "  a comment is none of them" sh -c "! grep frob '$scratch/out'"
	refused "an unknown key in --append" 2 "1 answers" "${image[@]}" "${disk[@]}" --append "quiet netroot/tmeout=3"
	refused "an answer that no udeb asks for" 2 "no --udeb given asks" --output "$scratch/x.iso" --udeb "$scratch/old.udeb" --preseed "$answers"
	printf 'd-i netroot/target string e0.0\r\nd-i preseed/early_command string a; \\\r\n d-i netroot/frob c\r\nd-i netroot/tagret string\r\n' >"$answers"
	refused "an unknown key behind a continued line" 2 "1 answers" "${image[@]}" --preseed "$answers"
	check "  which alone is named, whatever the lines end with" says "$answers:4: netroot/tagret (netroot/target?)"
	printf '# one\n  # netroot/frob string\n' >"$answers"
	refused "an indented comment" 2 "$answers:2: only a # in the first column begins a comment" "${image[@]}" --preseed "$answers"
	refused "a preseed file that is not there" 1 "no file $scratch/none" "${image[@]}" --preseed "$scratch/none"
}

test_maps() {
	printf '%s\n' '52:54:00:00:00:01 e0.0 # first' '' '52-54-00-00-00-01 e0.1' '52:54:00:00:00:02 e0.0' 'frob e0.3' \
		'52:54:00:00:00:03 e0.300' '52:54:00:00:00:04' '52:54:00:00:00:05 e00.1' '525400000001 e0.5' '01:00:5e:00:00:01 e0.6' >"$map"
	refused "a target map with mistakes" 2 "$map cannot be used" "${image[@]}" "${disk[@]}" --target-map "$map"
	check "  a machine named twice" says "$map:3: machine 52-54-00-00-00-01 is already on line 1"
	check "  a target given to two machines" says "$map:4: target e0.0 is already on line 1"
	check "  no MAC address" says "$map:5: frob is not the MAC address of a card"
	check "  a slot out of range" says "$map:6: e0.300 is out of range"
	check "  a word missing" says "$map:7: expected MAC and eSHELF.SLOT"
	check "  a target that the installer would not read" says "$map:8: e00.1 is not a target"
	check "  the same machine without separators" says "$map:9: machine 525400000001 is already on line 1"
	check "  a group's address" says "$map:10: 01:00:5e:00:00:01 is not the MAC address of a card"
	echo '52:54:00:00:00:01 e0.0' >"$map"
	printf '%s\n' 'd-i netroot/target string e0.0' 'd-i partman-auto/disk string /dev/etherd/e0.0' >"$answers"
	refused "a map beside answers that name one target for all" 2 "no answer may name a target, a disk or another map" \
		"${image[@]}" "${disk[@]}" --target-map "$map" --preseed "$answers"
	check "  each is named" says "$answers:2: partman-auto/disk /dev/etherd/e0.0"
	refused "one beside a kernel parameter that does" 2 "no answer may name a target, a disk or another map" \
		"${image[@]}" --target-map "$map" --append "quiet netroot/target=e0.0"
	echo 'd-i netroot/target-map string http://a/map' >"$answers"
	refused "one beside another map" 2 "no answer may name a target, a disk or another map" \
		"${image[@]}" --target-map "$map" --preseed "$answers"
	echo '# nothing' >"$map"
	refused "a map of no machine" 2 "names no machine" "${image[@]}" "${disk[@]}" --target-map "$map"
	head -c 1048577 /dev/zero | tr '\0' '\n' >"$map"
	refused "a map larger than the installer reads" 2 "$map is larger than 1048576 bytes" "${image[@]}" "${disk[@]}" --target-map "$map"
	echo '52:54:00:00:00:01 e0.0' >"$map"
	refused "a map for udebs that read none" 2 "no --udeb given reads one" --output "$scratch/x.iso" --udeb "$scratch/old.udeb" --target-map "$map"
	refused "an address of one for them, too" 2 "no --udeb given reads one" --output "$scratch/x.iso" --udeb "$scratch/old.udeb" --target-map http://a/map
}

test_places() {
	mkdir -p "$scratch/mine/tmp"
	refused "a work directory with files of others" 1 "--work $scratch/mine holds files that netroot-iso did not make" "${image[@]}" --work "$scratch/mine"
	check "  which stay" test -d "$scratch/mine/tmp"
	refused "an image in the place of a folder" 1 "--output $scratch/mine is not a file" --output "$scratch/mine" "${disk[@]}"
	refused "one in the place of another file" 1 "--output $map is there already and is no image" --output "$map" "${disk[@]}"
	make_deb other
	refused "a package given as udeb" 1 "its name does not end in .udeb" "${image[@]}" --udeb "$scratch/other.deb"
	mkdir -p "$scratch/home/mail"
	refused "a folder with files of others" 1 "home holds files that netroot-iso did not make" \
		--repository "$scratch/home" --base-url http://a/b "${disk[@]}"
	check "  which stay" test -d "$scratch/home/mail"
	mkdir "$scratch/small"
	mount -t tmpfs -o size=8m none "$scratch/small"
	refused "a disk without room" 1 "MB are needed on $scratch/small for $scratch/small, 8 MB are free" --output "$scratch/small/x.iso" "${disk[@]}"
	refused "one without room for a tree" 1 "MB are needed on $scratch/small for $scratch/small/tree, 8 MB are free" \
		--netboot "$scratch/small/tree" --base-url http://a/b "${disk[@]}"
	refused "one without room for a repository" 1 "20 MB are needed on $scratch/small for $scratch/small/r, 8 MB are free" \
		--repository "$scratch/small/r" --base-url http://a/b "${disk[@]}"
	check "  nothing was written there" test -z "$(ls -A "$scratch/small")"
}

test_command_line
test_documented
test_work_in_use
test_packages
test_answers
test_maps
test_places
check "no image was left behind" test ! -e "$scratch/x.iso"
checks_end
