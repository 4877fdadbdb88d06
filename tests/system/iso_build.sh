#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: the medium's parts are made right from real udebs, archives and configuration
# iso-build's parts on small fixtures: real udebs, cpio archives and configuration, no network.
set -euo pipefail

top=$(readlink -f "$(dirname "$0")/../..")
here=$top/iso-build
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failures=0

check() {
	if "${@:2}"; then echo "ok: $1"; else echo "FAILED: $1"; failures=$((failures + 1)); fi
}

has() { grep -qF -- "$2" "$1"; }
lacks() { ! has "$@"; }

# make_udeb NAME DIR-OF-FILES [CONTROL-LINE]
make_udeb() {
	mkdir -p "$2/DEBIAN"
	printf 'Package: %s\nVersion: 2\nArchitecture: all\nMaintainer: nobody <n@example.org>\nDescription: a\n b\n%s' "$1" "${3:+$3$'\n'}" \
		> "$2/DEBIAN/control"
	dpkg-deb --root-owner-group -b "$2" "$dir/$1.udeb" > /dev/null
}

# A netboot image of two stanzas, one of which would go to a mirror.
make_netboot() {
	local tree=$work/netboot/tree
	mkdir -p "$tree"/{usr/lib/modules/6.1-test/kernel,var/lib/dpkg,etc}
	ln -s usr/lib "$tree/lib"
	printf 'Package: anna\nStatus: install ok unpacked\nVersion: 1\n\nPackage: net-retriever\nStatus: install ok unpacked\nVersion: 1\n\n' \
		> "$tree/var/lib/dpkg/status"
	echo X_INSTALLATION_MEDIUM=netboot > "$tree/etc/lsb-release"
	(cd "$tree" && find . | bsdtar --no-recursion --format=newc -cf - -T -) | gzip > "$work/netboot/initrd.gz"
	echo kernel > "$work/netboot/linux"
}

# shellcheck disable=SC2034,SC2317  # used by the parts of iso-build
test_initrd() {
	local out=$dir/unpacked
	mkdir -p "$dir/u1/lib/netroot" "$dir/u1/DEBIAN" && echo hello > "$dir/u1/lib/netroot/file"
	printf '#!/bin/sh\n' > "$dir/u1/DEBIAN/postinst" && chmod 755 "$dir/u1/DEBIAN/postinst"
	make_udeb netroot-disk "$dir/u1" "Installer-Menu-Item: 3400"
	mkdir "$dir/u2" && make_udeb anna "$dir/u2"
	echo 'd-i netroot/target string e0.0' > "$dir/preseed"
	preseed=$dir/preseed own_udebs=("$dir/netroot-disk.udeb" "$dir/anna.udeb")
	config() { [ "$1" = udebs-initrd.conf ] || sed 's/#.*//;/^$/d' "$here/conf/$1"; }
	build_medium_initrd "$work/boot" > /dev/null
	mkdir "$out" && bsdtar -xf "$work/tmp/layer.gz" -C "$out"
	check "the udeb's files land in merged /usr" has "$out/usr/lib/netroot/file" hello
	check "no directory replaces the link /lib" test ! -e "$out/lib"
	check "control files go to dpkg's info" test -x "$out/var/lib/dpkg/info/netroot-disk.postinst"
	check "the menu number is in the status" has "$out/var/lib/dpkg/status" "Installer-Menu-Item: 3400"
	check "an updated udeb replaces its stanza" test "$(grep -c '^Package: anna' "$out/var/lib/dpkg/status")" = 1
	check "the new version counts" has "$out/var/lib/dpkg/status" "Version: 2"
	check "retrievers from the network are gone" lacks "$out/var/lib/dpkg/status" net-retriever
	check "the preseed file is not in it, since every menu entry loads it" test ! -e "$out/preseed.cfg"
	check "but in the automatic entry's archive" cmp -s "$dir/preseed" <(bsdtar -xOf "$work/boot/automatic.gz" preseed.cfg)
	check "Debian's own archive comes first, untouched" cmp -s -n "$(stat -c %s "$work/netboot/initrd.gz")" "$work/netboot/initrd.gz" "$work/boot/initrd.gz"
	check "both archives are one valid gzip file" gzip -t "$work/boot/initrd.gz"
}

test_same_twice() {
	cp "$work/boot/initrd.gz" "$dir/first" && cp "$work/boot/automatic.gz" "$dir/first-automatic"
	sleep 1.1
	build_medium_initrd "$work/boot" > /dev/null
	check "SOURCE_DATE_EPOCH makes the initrd the same twice" cmp -s "$dir/first" "$work/boot/initrd.gz"
	check "and the answers" cmp -s "$dir/first-automatic" "$work/boot/automatic.gz"
}

# Debian 12's initrd has /lib and /usr/lib apart.
test_separate_lib() {
	local tree=$work/netboot/tree out=$dir/separate
	rm "$tree/lib" && mkdir "$tree/lib" && mv "$tree/usr/lib/modules" "$tree/lib/modules"
	build_medium_initrd "$work/boot" > /dev/null
	mkdir "$out" && bsdtar -xf "$work/tmp/layer.gz" -C "$out"
	check "with /lib apart from /usr/lib files stay where the udeb has them" has "$out/lib/netroot/file" hello
	check "and modules are looked for there" test "$(initrd_lib)" = lib
	mv "$tree/lib/modules" "$tree/usr/lib/modules" && rmdir "$tree/lib" && ln -s usr/lib "$tree/lib"
}

# shellcheck disable=SC2317  # config is called by the parts of iso-build
test_module_lists() {
	local tree=$dir/modules m
	for m in fs/jfs/jfs fs/nls/nls_ucs2_utils drivers/scsi/st drivers/scsi/a/deep drivers/scsi/pcmcia/x; do
		mkdir -p "$tree/kernel/${m%/*}" && : > "$tree/kernel/$m.ko.xz"
	done
	echo 'kernel/fs/jfs/jfs.ko.xz: kernel/fs/nls/nls_ucs2_utils.ko.xz' > "$tree/modules.dep"
	config() { printf 'jfs-modules: fs/jfs/jfs\nscsi-modules: drivers/scsi/** !drivers/scsi/st !drivers/scsi/pcmcia/*\n'; }
	check "a module brings what it depends on" test \
		"$(modules_of jfs-modules "$tree" | tr '\n' ' ')" = "kernel/fs/jfs/jfs.ko.xz kernel/fs/nls/nls_ucs2_utils.ko.xz "
	check "exclamation marks take modules away" test "$(modules_of scsi-modules "$tree")" = kernel/drivers/scsi/a/deep.ko.xz
	: > "$work/netboot/tree/usr/lib/modules/6.1-test/kernel/in-initrd.ko.xz"
	config() { echo 'loop-modules: in-initrd'; }
	: > "$tree/kernel/in-initrd.ko.xz"
	check "what the initrd has is not packed again" test -z "$(modules_of loop-modules "$tree" || true)"
}

# A udeb made again in the same size must not keep its old checksum.
test_index() {
	local pool=$work/iso/pool/main list=$work/iso/dists/list udeb
	mkdir -p "$pool" "$list" "$work/index"
	cp "$dir/anna.udeb" "$pool/" && udeb=$pool/anna.udeb
	index_one udeb "$list"
	sed -i 's/^Version: 2/Version: 3/' "$dir/u2/DEBIAN/control" && make_udeb anna "$dir/u2"
	cp "$dir/anna.udeb" "$udeb" && touch -r "$list/Packages" "$udeb"
	index_one udeb "$list"
	check "the index has the checksum of what is in the pool" has "$list/Packages" "$(sha256sum < "$udeb" | cut -d ' ' -f 1)"
	check "and its compressed copy too" test "$(zcat "$list/Packages.gz" | md5sum)" = "$(md5sum < "$list/Packages")"
}

# sign_suite NAME CODENAME: dists/NAME of the test's archive, whole and signed by the test's key
sign_suite() {
	local dist=$dir/archive/dists/$1 part
	rm -rf "$dist"
	for part in main/binary-amd64 main/debian-installer/binary-amd64; do
		mkdir -p "$dist/$part"
		(cd "$dir/archive" && apt-ftparchive packages pool > "$dist/$part/Packages")
	done
	apt-ftparchive -o APT::FTPArchive::Release::Suite=stable -o APT::FTPArchive::Release::Codename="$2" \
		-o APT::FTPArchive::Release::Version=13.1 -o APT::FTPArchive::Release::Architectures=amd64 \
		-o APT::FTPArchive::Release::Components=main release "$dist" > "$dir/Release"
	mv "$dir/Release" "$dist/Release"
	GNUPGHOME=$dir/gpg gpg --quiet --batch --yes --clearsign --output "$dist/InRelease" "$dist/Release"
}

make_probe() { # VERSION
	printf 'Package: probe\nVersion: %s\nArchitecture: all\nPriority: required\nMaintainer: nobody <n@example.org>\nDescription: a\n' "$1" \
		> "$dir/probe/DEBIAN/control"
	rm -f "$dir/archive/pool"/probe_*
	dpkg-deb --root-owner-group -b "$dir/probe" "$dir/archive/pool/probe_$1_all.deb" > /dev/null
}

make_signed_archive() {
	mkdir -p "$dir/archive/pool" "$dir/probe/DEBIAN"
	make_probe 1
	mkdir -m 700 "$dir/gpg"
	GNUPGHOME=$dir/gpg gpg --quiet --batch --passphrase '' --quick-generate-key 'Archive of the test <a@example.org>' \
		ed25519 sign never 2> /dev/null
	GNUPGHOME=$dir/gpg gpg --quiet --batch --export --output "$dir/archive-key.gpg"
	sign_suite trixie trixie
	echo 'Package: of-tomorrow' >> "$dir/archive/dists/trixie/main/binary-amd64/Packages"
	sign_suite stable trixie
}

# reads_archive: setup_archive on the test's archive; what it says is in $dir/out, what apt knows in $dir/known
# shellcheck disable=SC2034  # used by the parts of iso-build
reads_archive() (
	work=$dir/apt-work mirror=file://$dir/archive keyring=$dir/archive-key.gpg arch=amd64 refresh=yes
	mkdir -p "$work"/{log,stamp}
	setup_archive > "$dir/out" 2>&1 && available > "$dir/known" && release_field Codename >> "$dir/known"
)
does_not_read_archive() { ! reads_archive; }

test_lists_out_of_step() {
	make_signed_archive
	check "lists that their Release does not know are passed over for the class's" reads_archive
	check "that is said" has "$dir/out" "the lists under dists/trixie are out of step; took trixie 13.1 from dists/stable"
	check "the packages of the class's lists are known" has "$dir/known" "Package: probe"
	check "those of the lists out of step are not" lacks "$dir/known" of-tomorrow
	sign_suite stable forky
	check "another release under the class's name is not taken" does_not_read_archive
	check "the suite that cannot be read is named" has "$dir/out" "cannot read suite trixie from file://$dir/archive"
	sign_suite trixie trixie
	check "a whole suite is read under its own name" reads_archive
	check "without a word of its class" lacks "$dir/out" "out of step"
}

# selects [yes]: the version of the package that is selected, with --refresh or without
# shellcheck disable=SC2034,SC2317  # used by the parts of iso-build
selects() (
	work="$dir/apt work" mirror=file:$dir/archive keyring=${2-$dir/archive-key.gpg} arch=amd64 refresh=${1-}
	mkdir -p "$work"/{log,stamp,tmp}
	config() { :; }
	kernel_packages() { echo probe; }
	select_udebs() { : > "$work/select/udebs"; }
	echo image > "$work/stamp/netboot"
	setup_archive > "$dir/out" 2>&1 && select_packages >> "$dir/out" 2>&1 && sed -n 's/.*probe_\(.*\)_all.deb .*/\1/p' "$work/select/debs"
)

test_refresh() {
	check "a package of the archive is selected, in a work directory with a blank" test "$(selects)" = 1
	make_probe 2 && sign_suite trixie trixie
	check "without --refresh the known lists stay" test "$(selects)" = 1
	check "with it the new version is selected" test "$(selects yes)" = 2
	GNUPGHOME=$dir/gpg gpg --quiet --batch --passphrase '' --quick-generate-key 'Somebody <s@example.org>' ed25519 sign never 2> /dev/null
	GNUPGHOME=$dir/gpg gpg --quiet --batch --export --output "$dir/other key.gpg" s@example.org
	check "lists that are not signed by --keyring are refused" test "$(selects yes "$dir/other key.gpg" || echo refused)" = refused
	check "  by name" has "$dir/out" "the suite signed by $dir/other key.gpg?"
	GNUPGHOME=$dir/gpg gpgconf --kill gpg-agent
}

# A graphical build that was cut off must not leave a text one the wrong image, nor the other way round.
test_stamps() {
	done_with image text
	check "what was made from the same is fresh" fresh image text
	check "what was made from something else is not" test "$(fresh image gtk || echo made anew)" = "made anew"
	check "and what was there counts no more" test "$(fresh image text || echo made anew)" = "made anew"
}

# shellcheck disable=SC2034
target_map='' work=$dir/work kernel=6.1-test suite=trixie
export SOURCE_DATE_EPOCH=1700000000
mkdir -p "$work"/{tmp,boot,log,netboot,stamp}
for part in report stamp archive image select udebs download modules repack target-map initrd answers index pool; do
	# shellcheck source=/dev/null
	. "$here/lib/$part.sh"
done
make_netboot
test_initrd
test_same_twice
test_separate_lib
test_module_lists
test_index
test_lists_out_of_step
test_refresh
test_stamps
[ "$failures" = 0 ] || { echo "$failures failed"; exit 1; }
