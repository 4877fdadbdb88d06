#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: a stock Debian image becomes ours and stays as it was otherwise; every wrong image is refused
# Run: "$disk_udeb" "$bootloader_udeb"
# The image is laid out as debian-cd does it, from Debian's packages: no image can be fetched from an archive of
# packages. What needs no real initrd is tried on an image with small ones.
#   iso_from_stock.sh UDEB... [-- NETBOOT.deb]
# Needs root, and apt-utils dosfstools grub-common isolinux libarchive-tools mtools python3 xorriso.
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")
# shellcheck source=tests/system/lib/stock-image.sh
. "$top/tests/system/lib/stock-image.sh"
udebs=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	udebs+=(--udeb "$(readlink -f "$1")")
	shift
done
[ ${#udebs[@]} -gt 0 ] || { sed -n '7s/^# *//p' "$0" >&2; exit 2; }
netboot=${2:-$("$top/tests/system/netboot_package.sh")}
work=$(mktemp -d /var/tmp/netroot-stock.XXXXXX)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1700000000
failures=0

check() {
	if "${@:2}"; then echo "ok: $1"; else echo "FAILED: $1"; failures=$((failures + 1)); fi
}
has() { grep -qF -- "$2" "$1"; }
lacks() { ! has "$@"; }
same() { [ "$1" = "$2" ] || { diff <(echo "$1") <(echo "$2") | head -n 20; return 1; }; }

remaster() { # FROM TO [OPTION...]; what it says is in $work/out
	"$top/iso-build/netroot-iso" --from "$1" --output "$2" "${udebs[@]}" "${@:3}" >"$work/out" 2>&1
}
made() { remaster "$@" || { cat "$work/out"; return 1; }; }
refused() { # STATUS TEXT FROM [OPTION...]
	local status=0
	rm -f "$work/none.iso"
	remaster "$3" "$work/none.iso" "${@:4}" || status=$?
	if [ "$status" != "$1" ] || lacks "$work/out" "$2" || [ -n "$(find "$work" -maxdepth 1 -name 'none.iso*')" ]; then
		cat "$work/out"
		return 1
	fi
}

unpack() { # ISO DIR
	rm -rf "$2" && mkdir "$2"
	bsdtar -xf "$1" -C "$2"
	chmod -R u+w "$2"
}
# Names, kinds and bytes, but for the files that are to change.
listing() { # ISO PATTERN
	bsdtar -cf - --format=mtree --options='mtree:!all,mtree:type,mtree:link,mtree:md5,mtree:time' "@$1" |
		grep -vE "^(#mtree|\\.|.* type=dir|\\./isolinux/(boot\\.cat|isolinux\\.bin) |$2)" | sort
}
overlay() { # TREE INITRD: what lies behind Debian's own part
	tail -c "+$(($(sed -n "s,^initrd \\([0-9]*\\) $2\$,\\1,p" "$1/.disk/netroot") + 1))" "$1/$2"
}

# What firmware goes by: images and where they are; isolinux' table of itself (isolinux.bin, bytes 8 to 63), read afresh.
boots_as_before() {
	same "$(boot_report "$1")" "$(boot_report "$2")" && same "$(head -c 432 "$1" | md5sum)" "$(head -c 432 "$2" | md5sum)" &&
		python3 - "$2" <<-'PY'
			import struct, sys
			iso = open(sys.argv[1], "rb").read()
			catalog = struct.unpack_from("<I", iso, 17 * 2048 + 71)[0] * 2048
			block = struct.unpack_from("<I", iso, catalog + 32 + 8)[0]
			program = iso[block * 2048:]
			volume, where, length, total = struct.unpack_from("<IIII", program, 8)
			words = struct.unpack_from("<%dI" % ((length - 64) // 4), program, 64)
			assert (volume, where) == (16, block), (volume, where, block)
			assert sum(words) & 0xffffffff == total, "checksum of isolinux.bin"
			efi = struct.unpack_from("<I", iso, catalog + 96 + 8)[0] * 2048
			assert iso[efi + 54:efi + 59] == b"FAT12" or iso[efi + 54:efi + 59] == b"FAT16", "EFI image"
			assert iso[512:520] == b"EFI PART" and iso[510:512] == b"\x55\xaa"
			first = struct.unpack_from("<I", iso, 446 + 16 + 8)[0] * 512
			assert first == efi, "the MBR's EFI partition is the EFI image"
		PY
}
boot_report() {
	xorriso -indev "$1" -report_el_torito plain -report_system_area plain 2>/dev/null | grep -E '(path|opts|options|summary) *:|^GPT (partition name|type GUID)'
}

# small_tree DIR INFO [unmerged]: the same layout with an initrd of a few files
small_tree() {
	local tree=$1 root=$1.root
	kernel=6.1-test
	rm -rf "$tree" "$root"
	mkdir -p "$tree"/{.disk,install.amd/gtk,isolinux,boot/grub,firmware} "$root"/{var/lib/dpkg,usr/lib}
	if [ -n "${3-}" ]; then mkdir "$root/lib"; else ln -s usr/lib "$root/lib"; fi
	mkdir -p "$root/lib/modules/$kernel/kernel"
	printf 'Package: anna\nStatus: install ok unpacked\nVersion: 1\n\n' >"$root/var/lib/dpkg/status"
	(cd "$root" && find . | LC_ALL=C sort | bsdtar --no-recursion --format=newc -cf - -T -) | gzip -n >"$tree/install.amd/initrd.gz"
	cp "$tree/install.amd/initrd.gz" "$tree/install.amd/gtk/"
	echo kernel >"$tree/install.amd/vmlinuz"
	printf 'default install\nlabel install\n\tkernel /install.amd/vmlinuz\n\tappend initrd=/install.amd/initrd.gz ---' >"$tree/isolinux/isolinux.cfg"
	printf 'menuentry "Graphical" {\n linux /install.amd/vmlinuz\n initrd /install.amd/gtk/initrd.gz\n}\n' >"$tree/boot/grub/grub.cfg"
	cp /usr/lib/ISOLINUX/isolinux.bin "$tree/isolinux/"
	mkfs.msdos -C "$tree/boot/grub/efi.img" 1440 >/dev/null
	stock_pool "$tree"
	echo "$2" >"$tree/.disk/info"
	rm -rf "$root"
	stock_sums "$tree"
}
trixie='Debian GNU/Linux 13.1.0 "Trixie" - Official amd64 NETINST'

test_real() {
	local old=$work/old new=$work/new file
	rm -rf "$work/tree"
	stock_tree "$netboot" "$work/tree"
	stock_image "$work/tree" "$work/stock.iso"
	rm -rf "$work/tree"
	printf 'd-i netroot/timeout string 7\n' >"$work/answers.cfg"
	printf '525400123456 e0.0\n' >"$work/map"
	check "an image of Debian's layout becomes ours" made "$work/stock.iso" "$work/ours.iso" --preseed "$work/answers.cfg" --target-map "$work/map"
	check "the driver's package is found on it" lacks "$work/out" "no package linux-image"
	check "it boots as before, by BIOS and EFI, from disc and stick" boots_as_before "$work/stock.iso" "$work/ours.iso"
	check "every other file is what it was, dates included" same \
		"$(listing "$work/stock.iso" "\\./(install.amd/(gtk/)?initrd.gz|isolinux/(isolinux|menu).cfg|boot/grub/grub.cfg|md5sum.txt|dists/trixie/(Release|main/debian-installer/.*)) ")" \
		"$(listing "$work/ours.iso" "\\./(install.amd/(gtk/)?initrd.gz|isolinux/(isolinux|menu|netroot).cfg|boot/grub/grub.cfg|md5sum.txt|dists/trixie/(Release|main/debian-installer/.*)|\\.disk/netroot|netroot/answers.gz|pool/main/n/.*) ")"
	unpack "$work/stock.iso" "$old"
	unpack "$work/ours.iso" "$new"
	check "its md5sum.txt is right for every file" sh -c "cd $new && md5sum --quiet -c md5sum.txt"
	check "and lists what was added" has "$new/md5sum.txt" "./pool/main/n/netroot-disk/netroot-disk_"
	for file in install.amd/initrd.gz install.amd/gtk/initrd.gz; do
		check "$file begins with Debian's own" cmp -s -n "$(stat -c %s "$old/$file")" "$old/$file" "$new/$file"
		overlay "$new" "$file" | bsdtar -tf - >"$work/list"
		check "behind it is the menu item" has "$work/list" var/lib/dpkg/info/netroot-disk.postinst
		check "the link /lib is not replaced" sh -c "! grep -q '^lib' $work/list"
		check "nothing answers Debian's entries" lacks "$work/list" preseed.cfg
		check "the map is where the parameter says" has "$work/list" usr/share/netroot/target-map
		overlay "$new" "$file" | bsdtar -xOf - var/lib/dpkg/status >"$work/status"
		check "the status is Debian's and ours" test "$(grep -c ^Package: "$work/status")" = \
			$(($(bsdtar -xOf "$old/$file" var/lib/dpkg/status | grep -c ^Package:) + ${#udebs[@]} / 2))
	done
	check_menus "$old" "$new"
	check "the answers come with an initrd of their own" cmp -s "$work/answers.cfg" <(bsdtar -xOf "$new/netroot/answers.gz" preseed.cfg)
	check_indices "$new"
	rm -rf "$old" "$new" "$work/ours.iso" "$work/stock.iso"
}

check_menus() { # OLD NEW
	local expected=4
	check "Debian's entries of isolinux are kept" cmp -s "$1/isolinux/menu.cfg" <(sed '/^# netroot begin$/,/^# netroot end$/d' "$2/isolinux/menu.cfg")
	check "so is isolinux' first file" cmp -s "$1/isolinux/isolinux.cfg" <(sed '/^# netroot begin$/,/^# netroot end$/d' "$2/isolinux/isolinux.cfg")
	check "so are GRUB's" same "$(cat "$1/boot/grub/grub.cfg")" "$(sed '/^# netroot begin$/,/^# netroot end$/d' "$2/boot/grub/grub.cfg")"
	check "GRUB can read its menu" grub-script-check "$2/boot/grub/grub.cfg"
	check "isolinux has our entries" test "$(grep -c ^label "$2/isolinux/netroot.cfg")" = $expected
	check "so has GRUB" test "$(grep -c -- '--id netroot' "$2/boot/grub/grub.cfg")" = $expected
	check "the automatic one says what it erases and loads the answers" grep -q \
		'append initrd=/install.amd/initrd.gz,/netroot/answers.gz priority=critical .*netroot/target-map=/usr/share/netroot/target-map' "$2/isolinux/netroot.cfg"
	check "no parameter keeps the installer from setting language and keyboard by them" lacks "$2/isolinux/netroot.cfg" auto=true
	check "each has a screen's mode" test "$(grep -c '^	append .* vga=788 netroot/attach=true' "$2/isolinux/netroot.cfg")" = $expected
	check "in the words that the map asks for" has "$2/isolinux/netroot.cfg" "Automatic: ERASES this machine's target"
	check "after 30 s it starts by itself" same "timeout 300" "$(isolinux_says "$2" timeout)"
	check "with the same kernel, initrds and parameters" same "ontimeout /install.amd/vmlinuz $(sed -n 's/^\tappend \(.*answers.gz\)/\1/p' "$2/isolinux/netroot.cfg")" \
		"$(isolinux_says "$2" ontimeout)"
	check "the countdown says what is lost" same "menu autoboot ERASES this machine's target of the map in # seconds: any key stops it" "$(isolinux_says "$2" "menu autoboot")"
	check "but not in the help's prompt, where somebody reads" lacks "$2/isolinux/netroot.cfg" timeout
	check "nor in its menu" test "$(grep -c 'timeout' "$2/isolinux/menu.cfg")" = "$(grep -c 'timeout' "$1/isolinux/menu.cfg")"
	check "Debian's menu shows each of our titles to its end" titles_fit "$2/isolinux/netroot.cfg"
	check "GRUB counts down to it likewise" grep -Pzq 'set default=netroot-automatic\nset timeout_style=menu\nset timeout=30\n' "$2/boot/grub/grub.cfg"
	check "GRUB loads them likewise" has "$2/boot/grub/grub.cfg" "initrd   /install.amd/initrd.gz /netroot/answers.gz"
}

# 46 letters are seen of them
titles_fit() { ! grep -E '^	menu label .{47}' "$1"; }
# isolinux_says TREE WORD: its menu reads one file in the other, and what comes last counts
isolinux_says() {
	sed '/^include menu.cfg$/{r '"$1"'/isolinux/menu.cfg
		d}' "$1/isolinux/isolinux.cfg" | grep "^$2 " | tail -n 1
}

check_indices() { # TREE
	local dist=$1/dists/trixie index=main/debian-installer/binary-amd64/Packages
	check "the udebs' index names ours and Debian's" same "anna netroot-bootloader netroot-disk" "$(zcat "$dist/$index.gz" | sed -n 's/^Package: //p' | sort | xargs)"
	check "with the sum of what is in the pool" has "$dist/$index" "$(sha256sum <"$1"/pool/main/n/netroot-disk/*.udeb | cut -d ' ' -f 1)"
	check "Release has the sums of the changed index" test "$(grep -cE "($(sha256sum <"$dist/$index.gz" | cut -c 1-64)|$(md5sum <"$dist/$index" | cut -c 1-32)) " "$dist/Release")" = 2
	check "apt reads it" apt_reads "$1"
}

# By an apt of its own, which checks the index against Release.
apt_reads() {
	local apt=$work/apt
	mkdir -p "$apt"/{lists/partial,cache/archives/partial,parts}
	: >"$apt/status"
	echo "deb [trusted=yes] file:$1 trixie main/debian-installer main" >"$apt/sources"
	set -- -o Dir::Etc::sourcelist="$apt/sources" -o Dir::Etc::sourceparts="$apt/parts" -o Dir::State::lists="$apt/lists" \
		-o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" -o APT::Architecture=amd64 -o APT::Architectures=amd64 \
		-o APT::Sandbox::User=root -o Acquire::Languages=none
	apt-get -q "$@" --error-on=any update >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; return 1; }
	apt-cache "$@" show netroot-disk | grep '^Filename: pool/main/n/' >/dev/null # -q would end before apt-cache has
}

test_again() {
	small_tree "$work/tree" "$trixie"
	stock_image "$work/tree" "$work/small.iso"
	printf 'd-i netroot/target string e0.0\n' >"$work/answers.cfg"
	check "a small image" made "$work/small.iso" "$work/first.iso"
	sleep 1.1
	unpack "$work/first.iso" "$work/new"
	check "without answers nothing starts by itself" sh -c "! grep -r -e timeout -e default=netroot '$work/new/isolinux' '$work/new/boot/grub/grub.cfg'"
	check "the same again" made "$work/small.iso" "$work/second.iso" --work "$work/kept"
	check "gives the same bytes" cmp "$work/first.iso" "$work/second.iso"
	check "no scratch is left beside it" test -z "$(find "$work" -name 'first.iso.work*')"
	check "with answers" made "$work/small.iso" "$work/answered.iso" --preseed "$work/answers.cfg"
	unpack "$work/answered.iso" "$work/new"
	check "whose entry names the data that is lost" has "$work/new/boot/grub/grub.cfg" "Automatic: ERASES all data on e0.0"
	check "with a console on a serial line" made "$work/small.iso" "$work/serial.iso" --append console=ttyS0,115200n8
	unpack "$work/serial.iso" "$work/serial"
	check "no entry asks for a screen's mode, for which a kernel without a screen would stop" lacks "$work/serial/isolinux/netroot.cfg" vga=
	check "but each has the console" test "$(grep -c ' netroot/attach=true console=ttyS0,115200n8 ---' "$work/serial/isolinux/netroot.cfg")" = 3
	check "it is everybody's to read" test "$(stat -c %a "$work/answered.iso")" = 644
	printf 'd-i passwd/root-password password secret\n' >"$work/secret.cfg"
	check "with a password in the answers" made "$work/small.iso" "$work/secret.iso" --preseed "$work/secret.cfg"
	check "it is its owner's alone" test "$(stat -c %a "$work/secret.iso")" = 600
	check "which is said" has "$work/out" "holds passwords: the image is readable by its owner only"
	check "an image that was made before is made anew" made "$work/answered.iso" "$work/again.iso"
	check "that is said" has "$work/out" "made before with netroot"
	check "so is what it does next" has "$work/out" "mastering $work/again.iso"
	check "and is as if made from Debian's" same "$(listing "$work/first.iso" '\./x')" "$(listing "$work/again.iso" '\./x')"
	check "a package of --deb" made "$work/small.iso" "$work/deb.iso" --deb "$work/tree/pool/main/b/base-files/base-files_13.8_amd64.deb"
	unpack "$work/deb.iso" "$work/new"
	check "replaces the one of its name in the index" test "$(zcat "$work/new/dists/trixie/main/binary-amd64/Packages.gz" | grep -c '^Package: base-files')" = 1
	check "whose uncompressed sum in Release is right, too" has "$work/new/dists/trixie/Release" \
		"$(zcat "$work/new/dists/trixie/main/binary-amd64/Packages.gz" | sha256sum | cut -d ' ' -f 1)"
	rm -rf "$work/tree/pool/main/l"
	stock_sums "$work/tree"
	stock_image "$work/tree" "$work/small.iso"
	check "without the driver's package it is made" made "$work/small.iso" "$work/first.iso"
	check "and what is missing is said" has "$work/out" "no package linux-image-6.1-test on the image"
}

# Debian 12: the initrd's /lib is a folder.
test_unmerged() {
	small_tree "$work/tree" "$trixie" unmerged
	stock_image "$work/tree" "$work/small.iso"
	check "an image whose initrd has a folder /lib" made "$work/small.iso" "$work/first.iso"
	unpack "$work/first.iso" "$work/new"
	overlay "$work/new" install.amd/initrd.gz | bsdtar -tf - >"$work/list"
	check "gets what belongs there into it" grep -q '^lib/partman/' "$work/list"
}

test_refusals() {
	local at
	small_tree "$work/tree" "$trixie"
	stock_image "$work/tree" "$work/small.iso"
	check "what is no ISO image is refused" refused 1 "is no ISO image" "$0"
	check "so is a missing file" refused 1 "no file /none" /none
	check "and the output as input" refused 2 "is the image of --from" "$work/./small.iso" --output "$work/small.iso"
	check "--suite with it" refused 2 "--suite has no meaning with --from" "$work/small.iso" --suite trixie
	check "and --lean" refused 2 "--lean has no meaning with --from" "$work/small.iso" --lean
	check "a tree from it" refused 2 "--netboot has no meaning with --from" "$work/small.iso" --netboot "$work/tree"
	head -c 1000000 "$work/small.iso" >"$work/bad.iso"
	check "a truncated image is refused with both sizes" refused 1 "is truncated: 1000000 of $(stat -c %s "$work/small.iso")" "$work/bad.iso"
	cp "$work/small.iso" "$work/bad.iso"
	at=$(grep -abo "$(head -c 40 "$work/tree/boot/grub/grub.cfg" | head -n 1)" "$work/bad.iso" | head -n 1 | cut -d : -f 1)
	printf X | dd of="$work/bad.iso" bs=1 seek="$at" conv=notrunc status=none
	check "one changed byte is found" refused 1 "is damaged: 1 files are not what its md5sum.txt says, ./boot/grub/grub.cfg" "$work/bad.iso"
	rm "$work/tree/md5sum.txt"
	stock_image "$work/tree" "$work/bad.iso"
	check "an image without sums is refused" refused 1 "has no md5sum.txt" "$work/bad.iso"
	refuse_info 'Debian GNU/Linux 13.1.0 "Trixie" - Official i386 NETINST' "is for another architecture"
	refuse_info 'Debian GNU/Linux 12.5.0 "Bookworm" - Official Multi-architecture amd64/i386 NETINST' "is for another architecture"
	refuse_info 'Debian GNU/Linux 13.1 "Trixie" - netroot amd64 20251009-08:53' "netroot is in it already"
	refuse_info 'Ubuntu-Server 24.04 LTS "Noble Numbat" - Release amd64 (20240423)' "is not a Debian installer image: it calls itself"
	rm -r "$work/tree/.disk"
	stock_image "$work/tree" "$work/bad.iso"
	check "an image that is no installer is refused" refused 1 "is not a Debian installer image: it has no .disk/info" "$work/bad.iso"
	refuse_answers
	check "too little room is said before anything is written" no_room
}
# Before the image is read: it need not even be a whole one.
refuse_answers() {
	printf '%s\n' 'd-i netroot/target string e0.0' 'd-i netroot/tagret string e0.1' 'd-i netroot/frob string x' >"$work/answers.cfg"
	check "answers that no udeb asks for are refused" refused 2 "2 answers to questions that the given udebs do not ask" \
		"$work/bad.iso" --preseed "$work/answers.cfg"
	check "each by its line and the nearest name" has "$work/out" "$work/answers.cfg:2: netroot/tagret (netroot/target?)"
	check "all of them" has "$work/out" "$work/answers.cfg:3: netroot/frob"
	check "so are such kernel parameters" refused 2 "--append: netroot/tagret (netroot/target?)" "$work/bad.iso" --append "quiet netroot/tagret=e0.1"
	printf '%s\n' '52:54:00:00:00:01 e0.0' '52-54-00-00-00-01 e0.1' '525400000002 e0.0' >"$work/map"
	check "a target map that names a machine twice is refused" refused 2 "$work/map:2: machine 52-54-00-00-00-01 is already on line 1" \
		"$work/bad.iso" --target-map "$work/map"
	check "and one with a target for two" has "$work/out" "$work/map:3: target e0.0 is already on line 1"
	sed -i 1q "$work/answers.cfg"
	sed -i 1q "$work/map"
	check "a map beside an answer that names one target for all is refused" refused 2 "no answer may name a target, a disk or another map" \
		"$work/bad.iso" --target-map "$work/map" --preseed "$work/answers.cfg"
	mkdir -p "$work/other/DEBIAN"
	printf 'Package: other\nVersion: 1\nArchitecture: i386\nMaintainer: nobody <n@example.org>\nDescription: a\n' >"$work/other/DEBIAN/control"
	dpkg-deb --root-owner-group -b "$work/other" "$work/other.deb" >/dev/null
	check "a package of another architecture is refused" refused 1 "other.deb is for i386, not for amd64" "$work/bad.iso" --deb "$work/other.deb"
}
refuse_info() { # INFO TEXT
	echo "$1" >"$work/tree/.disk/info"
	stock_image "$work/tree" "$work/bad.iso"
	check "$1 is refused" refused 1 "$2" "$work/bad.iso"
}
no_room() {
	mkdir -p "$work/full"
	# shellcheck disable=SC2016 # for the other shell
	unshare --mount sh -c 'mount -t tmpfs -o size=20m none "$1/full" && "$2" --from "$1/small.iso" --output "$1/full/x.iso" "$3" "$4"' \
		sh "$work" "$top/iso-build/netroot-iso" "${udebs[0]}" "${udebs[1]}" >"$work/out" 2>&1 && return 1
	grep -q '[0-9]* MB are needed on .*full' "$work/out"
}

test_refusals
test_again
test_unmerged
test_real
[ "$failures" = 0 ] || { echo "$failures failed"; exit 1; }
