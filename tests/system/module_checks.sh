# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154
# What tests/system/module_from_archive.sh is written in. Expects netroot, kernel, work, servers.
passed=0
port=0
title() { echo "== $*"; }
pass() {
	passed=$((passed + 1))
	echo "   $*"
}
fail() {
	echo "FAILED: $*" >&2
	exit 1
}

# The oracle: dpkg-deb and tar take the same member out of the whole package.
expect_module_of() {
	local member
	member=$(dpkg-deb --fsys-tarfile "$1" | tar -t | grep '/aoe\.ko\.xz$')
	dpkg-deb --fsys-tarfile "$1" | tar -xO "$member" | xz -dc >"$work/expected.ko"
	[ -s "$work/expected.ko" ] || fail "no aoe.ko in $1"
}

# answers LINE...: what --answers FILE is given from here on.
answers() {
	: >"$work/answers"
	for line in "$@"; do echo "d-i $line" >>"$work/answers"; done
}

# A fresh machine with the keyring of the test's archive.
fresh_root() {
	rm -rf "$work/root"
	mkdir -p "$work/root/usr/share/keyrings"
	if [ -e "$work/archive-key.gpg" ]; then
		cp "$work/archive-key.gpg" "$work/root/usr/share/keyrings/archive.gpg"
	fi
}

run_module() {
	[ -e "$work/answers" ] || answers
	"$netroot" module --kernel "$kernel" --root "$work/root" --answers "$work/answers" "$@" \
		>"$work/out" 2>&1
}

# takes_module WHAT ARG...: the module lands where modprobe finds it, byte for byte.
takes_module() {
	local what=$1 tree=$work/root/lib/modules/$kernel
	shift
	fresh_root
	run_module "$@" || fail "$what: $(cat "$work/out")"
	cmp "$work/expected.ko" "$tree/kernel/drivers/block/aoe/aoe.ko" || fail "$what: another aoe.ko"
	grep -q '^kernel/drivers/block/aoe/aoe.ko:' "$tree/modules.dep" || fail "$what: not in modules.dep"
	[ "$(modinfo -b "$work/root" -k "$kernel" -F name aoe)" = aoe ] || fail "$what: modinfo does not find it"
	pass "$what"
}

# refuses STATUS WHAT PATTERN ARG...: that exit status, that text (whatever the lines are broken into),
# and nothing under /lib/modules.
refuses() {
	local status=$1 what=$2 pattern=$3 got=0
	shift 3
	fresh_root
	run_module "$@" || got=$?
	[ "$got" = "$status" ] || fail "$what: exit status $got: $(cat "$work/out")"
	tr '\n' ' ' <"$work/out" | grep -q -- "$pattern" || fail "$what: \"$pattern\" is not in: $(cat "$work/out")"
	[ ! -e "$work/root/lib" ] || fail "$what: something was written: $(find "$work/root/lib")"
	pass "$what: $(grep -v "^ " "$work/out" | head -n 1 | cut -c 1-150)"
}

# for_another_kernel refuses …: while the installer runs another kernel.
for_another_kernel() {
	local kernel=6.12.0-other
	"$@"
}

# Modules of this kernel that are there already are the measure for the whole vermagic.
refuses_foreign_vermagic() {
	local tree=$work/root/lib/modules/$kernel/kernel/lib got=0 magic
	fresh_root
	mkdir -p "$tree"
	magic=$(modinfo -F vermagic "$work/expected.ko")
	sed "s/ mod_unload /_mod_unload /" "$work/expected.ko" >"$tree/other.ko"
	run_module --from "$deb" || got=$?
	[ "$got" = 1 ] || fail "foreign vermagic: exit status $got"
	grep -q "aoe.ko.xz has vermagic \"${magic% }\"" "$work/out" || fail "foreign vermagic: $(cat "$work/out")"
	[ ! -e "$tree/../drivers" ] || fail "foreign vermagic: something was written"
	pass "another vermagic of the same release: $(head -n 1 "$work/out" | cut -c 1-150)"
}

wait_for_port_file() {
	timeout 20 sh -c "until [ -s '$1' ]; do sleep 0.05; done" || fail "the server does not start"
	port=$(cat "$1")
}

# serve FOLDER [--tls PEM]: over HTTP (HTTPS), at a free port of loopback.
serve() {
	local file=$work/port.${#servers[@]}
	python3 "$(dirname "${BASH_SOURCE[0]}")/module_server.py" "$file" "$@" 2>"$work/server.log" &
	servers+=($!)
	wait_for_port_file "$file"
}
# serve_broken FILE BYTES: claims the whole length and hangs up after BYTES.
serve_broken() {
	local file=$work/port.${#servers[@]}
	python3 "$(dirname "${BASH_SOURCE[0]}")/module_server.py" "$file" "$1" "$2" 2>"$work/server.log" &
	servers+=($!)
	wait_for_port_file "$file"
}

# sign_with KEYHOME TEXT SIGNED
sign_with() {
	GNUPGHOME=$1 gpg --quiet --batch --yes --clearsign --output "$3" "$2"
}
make_key() {
	mkdir -m 700 "$1"
	GNUPGHOME=$1 gpg --quiet --batch --passphrase '' --quick-generate-key "$2" ed25519 sign never 2>/dev/null
	GNUPGHOME=$1 gpg --quiet --batch --export --output "$3"
	GNUPGHOME=$1 gpgconf --kill gpg-agent
}

# make_archive DEB: an archive as Debian's, suite trixie, signed by a key that was made for it.
make_archive() {
	make_key "$work/key" 'Archive of the test <archive@example.org>' "$work/archive-key.gpg"
	make_key "$work/other-key" 'Somebody else <other@example.org>' "$work/other-key.gpg"
	mkdir -p "$work/archive/pool/main/l/linux-signed-amd64" "$work/archive/dists/trixie/main/binary-amd64"
	cp "$1" "$work/archive/pool/main/l/linux-signed-amd64/"
	(
		cd "$work/archive" || exit
		apt-ftparchive packages pool | xz >dists/trixie/main/binary-amd64/Packages.xz
		apt-ftparchive -o APT::FTPArchive::Release::Origin=test -o APT::FTPArchive::Release::Suite=stable \
			-o APT::FTPArchive::Release::Codename=trixie release dists/trixie >"$work/Release"
		mv "$work/Release" dists/trixie/Release
		sign_with "$work/key" dists/trixie/Release dists/trixie/InRelease
	)
}
archive_answers() {
	answers "mirror/protocol string http" "mirror/http/hostname string 127.0.0.1:$port" \
		"mirror/http/directory string /" "mirror/suite string $1" \
		"apt-setup/security_host string 127.0.0.1:$port" "apt-setup/security_path string /"
}

# small_package FILE SUFFIX PACKER DEB-COMPRESSION: a linux-image with nothing but aoe.ko.
small_package() {
	local tree=$work/small folder=$work/small/lib/modules/$kernel/kernel/drivers/block/aoe
	rm -rf "$tree"
	mkdir -p "$tree/DEBIAN" "$folder"
	printf 'Package: linux-image-%s\nVersion: 1\nArchitecture: amd64\nMaintainer: t <t@example.org>\nDescription: test\n' \
		"$kernel" >"$tree/DEBIAN/control"
	$3 <"$work/expected.ko" >"$folder/aoe.ko$2"
	dpkg-deb --root-owner-group "-Z$4" -b "$tree" "$1" >/dev/null
}
makes_small_packages() {
	small_package "$work/bare.deb" "" cat xz
	takes_module "aoe.ko in lib/modules, data.tar.xz" --from "$work/bare.deb"
	small_package "$work/gz.deb" .gz "gzip -c" gzip
	takes_module "aoe.ko.gz, data.tar.gz" --from "$work/gz.deb"
	small_package "$work/zst.deb" .zst "zstd -qc" zstd
	takes_module "aoe.ko.zst, data.tar.zst" --from "$work/zst.deb"
	small_package "$work/none.deb" "" cat none
	takes_module "aoe.ko, data.tar" --from "$work/none.deb"
	rm "$work/small/lib/modules/$kernel/kernel/drivers/block/aoe/"*
	echo >"$work/small/lib/modules/$kernel/kernel/other.ko"
	dpkg-deb --root-owner-group -b "$work/small" "$work/empty.deb" >/dev/null
	refuses 1 "a package without aoe" "has no aoe.ko under lib/modules/$kernel" --from "$work/empty.deb"
}
