#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: Downloads are continued where they broke off, and a file the signed lists do not name ends the build
# iso-build's own download with a small archive by busybox's web server, inside a network namespace.
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")
if [ -z "${NETROOT_TEST_INSIDE:-}" ]; then
	export NETROOT_TEST_INSIDE=1
	exec unshare --net -- "$0"
fi
ip link set lo up
unset http_proxy https_proxy
scratch=$(mktemp -d)
server=''
trap '[ -z "$server" ] || kill "$server"; rm -rf "$scratch"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$top/tests/system/lib/checks.sh"
# shellcheck disable=SC2034
here=$top/iso-build work=$scratch/work mirror=http://127.0.0.1:8096 arch=amd64
for part in report stamp archive udebs download; do
	# shellcheck source=/dev/null
	. "$here/lib/$part.sh"
done

archive=$scratch/archive
archives=$work/archives
mkdir -p "$archive/pool/b" "$work"/{apt/apt.conf.d,apt/preferences.d,archives,log,stamp,select,tmp}
write_apt_conf "$work/apt"
export APT_CONFIG=$work/apt/apt.conf
head -c 3000000 /dev/urandom >"$archive/pool/b/big+1_2_all.deb"
echo small >"$archive/pool/b/small_1_all.udeb"

# lists: what select.sh would have written; gone_1_all.udeb is named and not there
lists() {
	local file
	for file in "$archive"/pool/b/*.deb; do listed "$file"; done >"$work/select/debs"
	for file in "$archive"/pool/b/*.udeb; do listed "$file"; done >"$work/select/udebs"
	echo "pool/b/gone_1_all.udeb gone_1_all.udeb 7 SHA256:$(printf %064d 0)" >>"$work/select/udebs"
}
listed() { echo "pool/b/${1##*/} ${1##*/} $(stat -c %s "$1") SHA256:$(sha256sum <"$1" | cut -d ' ' -f 1)"; }

serve() {
	busybox httpd -f -vv -p 127.0.0.1:8096 -h "$archive" 2>"$scratch/requests" &
	server=$!
	until (: </dev/tcp/127.0.0.1/8096) 2>/dev/null; do sleep 0.1; done
}
end_server() {
	kill "$server"
	wait "$server" || true
	server=''
}
downloads() { (download_pool) >"$scratch/out" 2>&1; }
# The first part of the file as an interrupted apt leaves it: dated like the server's.
half() {
	head -c 1000000 "$archive/pool/b/big+1_2_all.deb" >"$archives/big+1_2_all.deb.part"
	touch -r "$archive/pool/b/big+1_2_all.deb" "$archives/big+1_2_all.deb.part"
}

# The installer's image and the boot programs, before anything is selected: by apt's lists of a small suite.
image=$archive/pool/b/image_1+1_all.deb
half_image() {
	head -c 1000000 "$image" >"$archives/image_1+1_all.deb.part"
	touch -r "$image" "$archives/image_1+1_all.deb.part"
}
make_suite() {
	local root=$scratch/image dist=$archive/dists/t
	mkdir -p "$root/DEBIAN" "$dist/main/binary-amd64"
	printf 'Package: image\nVersion: 1+1\nArchitecture: all\nMaintainer: nobody <n@example.org>\nDescription: a\n' >"$root/DEBIAN/control"
	head -c 3000000 /dev/urandom >"$root/linux"
	dpkg-deb --root-owner-group -Znone -b "$root" "$image" >/dev/null
	(cd "$archive" && apt-ftparchive packages pool 2>/dev/null >"$dist/main/binary-amd64/Packages") # the others are no packages
	apt-ftparchive -o APT::FTPArchive::Release::Codename=t release "$dist" >"$scratch/Release"
	mv "$scratch/Release" "$dist/Release"
	mkdir -p "$work"/apt/{state/lists/partial,cache/archives/partial}
	: >"$work/apt/status"
	echo "deb [trusted=yes] $mirror t main" >"$work/apt/sources.list"
}
fetches() { (fetch_package "$1") >"$scratch/out" 2>&1; }

test_one_package() {
	make_suite
	check "a small suite is read" apt-get -q update --error-on=any
	half_image
	check "a package by itself is fetched" fetches image
	check "  its name and size are said" says "downloading image, 3.0 MB"
	check "  progress is shown" says "0 % downloaded"
	check "  what an interrupted run left is continued" grep -q '^Range: bytes=1000000-' "$work/log/download"
	check "  and is whole" cmp "$image" "$archives/image_1+1_all.deb"
	: >"$scratch/requests"
	check "what is there" fetches image
	check "  is not fetched again" test ! -s "$scratch/requests"
	check "a package that no list names is an error" fails_with 1 fetches none-such
	check "  by its name" says "apt does not know where none-such is"
	rm "$archives/image_1+1_all.deb"
	mv "$image" "$image.gone"
	check "one that the archive lists and lacks, too" fails_with 1 fetches image
	check "  in these words" says "lists image and does not have it"
	truncate -s 2999999 "$image.gone" && cp "$image.gone" "$image" && echo "forged" >>"$image"
	check "one with other bytes as well" fails_with 1 fetches image
	check "  and nothing of it is kept" test ! -e "$archives/image_1+1_all.deb"
}

lists
check "a server that is down ends the download" fails_with 1 downloads
check "  and the next run is promised to go on" says "run again: what is there is kept and continued"
serve
half
apt_log=$scratch/apt.log
printf 'Debug::Acquire::http "true";\n' >>"$work/apt/apt.conf"
check "the next run downloads" downloads
cp "$work/log/download" "$apt_log"
check "  number and size of what is missing are said first" says "downloading 3 of 3 files, 3.0 MB"
check "  progress is shown" says "0 % downloaded"
check "  the unfinished file is continued" grep -q '^Range: bytes=1000000-' "$apt_log"
check "  and is whole" cmp "$archive/pool/b/big+1_2_all.deb" "$archives/big+1_2_all.deb"
check "  what the archive lists and lacks is noted, not an error" grep -q '^pool/b/gone_1_all.udeb ' "$work/select/missing"
truncate -s 1000 "$archives/big+1_2_all.deb"
rm "$work/stamp/download"
check "a file that an older program left cut off is fetched again" downloads
check "  whole" cmp "$archive/pool/b/big+1_2_all.deb" "$archives/big+1_2_all.deb"
rm "$work/stamp/download" "$archives/small_1_all.udeb"
echo SMALL >"$archive/pool/b/small_1_all.udeb"
check "a file with another checksum than the lists' ends the build" fails_with 1 downloads
check "  by clear words" says "the archive sent a file that is not the one its signed lists name"
check "  and nothing of it is kept" test ! -e "$archives/small_1_all.udeb"
check "  nor taken for done" test ! -e "$work/stamp/download"
test_one_package
end_server
check "a server that is down ends it, too" fails_with 1 fetches image
check "  and the next run is promised to go on" says "run again: what is there is kept and continued"
checks_end
