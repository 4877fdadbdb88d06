#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: the module is taken from every source of a real linux-image package, and bad input is refused
# Run: "$netroot"
# `netroot module` with the real linux-image package of Debian 13 and a real archive that was signed for
# the test: every source gives the very aoe.ko that dpkg-deb and tar take out, every kind of bad input
# is refused, and then nothing was written. Servers run on loopback inside a network namespace.
#   module_from_archive.sh NETROOT [LINUX-IMAGE.deb]
# Needs root, and apt-utils gnupg gpgv python3 xz-utils zstd kmod iproute2.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
netroot=$(readlink -f "${1:?usage: $0 NETROOT [LINUX-IMAGE.deb]}")
if [ -z "${NETROOT_TEST_INSIDE:-}" ]; then
	deb=${2:-$("$here/module_package.sh")}
	export NETROOT_TEST_INSIDE=1
	exec unshare --net -- "$0" "$netroot" "$(readlink -f "$deb")"
fi
# shellcheck source=tests/system/module_checks.sh
. "$here/module_checks.sh"
ip link set lo up
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
deb=$2
work=$(mktemp -d /tmp/netroot-module.XXXXXX)
servers=()
stop() {
	for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
	rm -rf "$work"
}
trap stop EXIT
kernel=$(dpkg-deb -f "$deb" Package)
kernel=${kernel#linux-image-}
name=$(basename "$deb")
expect_module_of "$deb"

title "the module comes from a .deb, a folder and a URL"
takes_module "a .deb" --from "$deb"
mkdir -p "$work/folder/deep/er"
cp "$deb" "$work/folder/deep/er/$name"
takes_module "a folder" --from "$work/folder"
answers "netroot/module/allow-unchecked boolean true"
takes_module "a file:// URL" --from "file://$deb"

title "a URL is read as a stream and held to its SHA256"
serve "$(dirname "$deb")"
url=http://127.0.0.1:$port/$name
answers "netroot/module/allow-unchecked boolean true"
takes_module "http, unchecked" --from "$url"
answers "netroot/module/sha256 string $(sha256sum "$deb" | cut -d' ' -f1)"
takes_module "http, with its SHA256" --from "$url"
answers "netroot/module/sha256 string $(echo other | sha256sum | cut -d' ' -f1)"
refuses 1 "another SHA256" "SHA256 is .* netroot/module/sha256 says" --from "$url"
answers
refuses 2 "no SHA256" "without netroot/module/sha256" --from "$url"
answers "netroot/module/allow-unchecked boolean true"
refuses 1 "a file that is not there" "the server answers 404 (not found)" --from "http://127.0.0.1:$port/none.deb"
refuses 1 "a server that is down" "connect to 127.0.0.1 port 9" --from "http://127.0.0.1:9/$name"
refuses 1 "a host without a name" "resolve host: no.such.host.invalid" --from http://no.such.host.invalid/x.deb
serve_broken "$deb" 3000000
refuses 1 "a connection that breaks" "truncated: 3000000 of $(stat -c%s "$deb") bytes" --from "http://127.0.0.1:$port/$name"
answers

title "packages that cannot be right are refused"
head -c 50000000 "$deb" >"$work/short.deb"
refuses 1 "a truncated .deb" "truncated: 50000000 of $(stat -c%s "$deb") bytes" --from "$work/short.deb"
head -c 100 "$deb" >"$work/short.deb"
refuses 1 "a .deb of 100 bytes" "is no Debian package" --from "$work/short.deb"
echo '<html>sign in</html>' >"$work/page.deb"
refuses 1 "a page instead of a .deb" "is no Debian package" --from "$work/page.deb"
refuses 2 "a path that is not there" "neither a folder nor a .deb" --from "$work/none"
cp "$deb" "$work/damaged.deb"
printf 'damaged here' | dd of="$work/damaged.deb" bs=1 seek=$(($(stat -c%s "$deb") / 8)) conv=notrunc status=none
refuses 1 "a damaged .deb" "data.tar.xz) is damaged" --from "$work/damaged.deb"
rm "$work/damaged.deb"
for_another_kernel refuses 1 "another kernel's .deb" "holds the modules of kernel $kernel, but this kernel is 6.12.0-other" --from "$deb"
for_another_kernel refuses 1 "a folder with another kernel's" "seen: the packages of $kernel" --from "$work/folder"
refuses_foreign_vermagic

title "the archive's chain of signatures holds"
make_archive "$deb"
serve "$work/archive"
archive_answers trixie
takes_module "the archive" --from archive
for_another_kernel refuses 1 "a kernel that the archive has no more" "has linux-image-$kernel, but not linux-image-6.12.0-other" --from archive
archive_answers bookworm
refuses 1 "a suite that is not there" "dists/bookworm/InRelease: the server answers 404" --from archive
cp -r "$work/archive/dists/trixie" "$work/archive/dists/bookworm"
refuses 1 "another suite's index" "is the signed index of \"trixie\"" --from archive
archive_answers trixie
keep() { cp "$work/archive/$1" "$work/kept"; }
restore() { cp "$work/kept" "$work/archive/$1"; }
keep dists/trixie/InRelease
sed -i 's/^Origin: .*/Origin: somebody else/' "$work/archive/dists/trixie/InRelease"
refuses 1 "a changed InRelease" "BAD signature" --from archive
sed -n '/^Origin/,/^-----BEGIN/{/^-----/!p}' "$work/kept" >"$work/archive/dists/trixie/InRelease"
refuses 1 "an InRelease without signature" "not one signed text" --from archive
(cd "$work/archive" && sign_with "$work/other-key" dists/trixie/Release dists/trixie/InRelease)
refuses 1 "an unknown key" "is not in " --from archive
restore dists/trixie/InRelease
index=dists/trixie/main/binary-amd64/Packages.xz
keep $index
xz -dc "$work/kept" | sed "s/^SHA256: ./SHA256: 0/" | xz >"$work/archive/$index"
refuses 1 "a changed Packages" "Packages.xz: .*dists/trixie/InRelease says" --from archive
head -c 100 "$work/kept" >"$work/archive/$index"
refuses 1 "a truncated Packages" "Packages.xz: .*dists/trixie/InRelease says" --from archive
restore $index
package=$(cd "$work/archive" && find pool -name '*.deb')
rm "$work/archive/$package"
refuses 1 "a package that the mirror lost" "$name: the server answers 404" --from archive
cp "$deb" "$work/archive/$package"
printf 'tampered' | dd of="$work/archive/$package" bs=1 seek=$(($(stat -c%s "$deb") - 50)) conv=notrunc status=none
refuses 1 "a .deb that was changed behind aoe.ko" "SHA256 is .* the signed index of trixie says" --from archive
cp "$deb" "$work/archive/$package"
takes_module "the archive, mended" --from archive

title "other packings"
makes_small_packages
echo "ok: $passed checks"
