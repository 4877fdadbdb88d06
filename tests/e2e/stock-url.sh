#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Debian's own network installer, unchanged, with one kernel parameter: our udebs come from the repository that
# netroot-iso makes, and the partitioner sees the network disk. By early_command, or (--signed) by the installer's second
# repository, whose signature it checks. Ten minutes without KVM; not among the tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/medium.sh"
. "$here/lib/serial-answers.sh"
. "$here/lib/netboot-tree.sh"
. "$here/lib/attach-asserts.sh"

usage() {
	cat <<-END
		Usage: stock-url.sh --packages DIR --work DIR [--signed]
		  --packages  folder with the packages that debian/make-packages makes
		  --work      cache of iso-build/netroot-iso, about 2 GB
		  --signed    by netroot-signed.cfg; first with the key of somebody else in it
	END
}

packages_and_work signed "$@"

# There is no way to Debian's mirror from the laboratory: a tree for network boot takes its place. It is signed by
# another key than the mirror: the installer is told not to look, or has that key in its keyring.
make_server() {
	serial_answers >"$lab/answers.cfg"
	mirror_answers >>"$lab/answers.cfg"
	run_netroot_iso "$packages" "$work" --netboot "$lab/www/netroot" --base-url "$tree_url" --lean
	driver_answers >>"$lab/answers.cfg"
	run_netroot_iso "$packages" "$work" --repository "$lab/www/netroot-repository" --base-url "$web_url/netroot-repository" \
		--preseed "$lab/answers.cfg" ${signed:+--sign-key repository@example.org}
}

# The repository has a key of its own, and a preseed file with that of the tree in its place is made beside.
make_keys() {
	export GNUPGHOME=$lab/gpg
	rm -rf "$GNUPGHOME"
	mkdir -m 700 "$GNUPGHOME"
	gpg --quiet --batch --passphrase '' --quick-generate-key repository@example.org ed25519 sign never 2>"$lab/gpg.log"
}

forge_key() {
	sed "s,^\(d-i apt-setup/_DEVEL_/key string base64://\).*,\1$(base64 -w 0 "$lab/www/netroot/repository.gpg")," \
		"$lab/www/netroot-repository/netroot-signed.cfg" >"$lab/www/forged.cfg"
}

# What it has to know the mirror by: nothing else of it is changed.
knows_the_mirror() {
	local keyring=usr/share/keyrings/debian-archive-keyring.pgp
	mkdir -p "$lab/mirror/${keyring%/*}"
	cat "$work/netboot/tree/$keyring" "$lab/www/netroot/repository.gpg" >"$lab/mirror/$keyring"
	add_to_initrd "$lab/mirror" "$keyring"
}

installer_begin() { # NAME PRESEED-FILE [KERNEL PARAMETER...]
	vm_begin "$1" e1000 -no-reboot -kernel "$work/netboot/linux" -initrd "$lab/initrd.gz" \
		-append "auto=true priority=critical url=$web_url/$2 ${*:3} $medium_console DEBIAN_FRONTEND=text"
	require "Debian's own installer starts" wait_for "Linux version" 120
}

by_early_command() {
	installer_begin installer netroot-repository/netroot.cfg debian-installer/allow_unauthenticated=true
	require_log "the preseed file that its one parameter names brings our item" "Menu item 'netroot-disk' selected" 1800
	assert "the udebs came from the repository" grep -q 'url:.*/netroot-repository/pool/.*/netroot-disk_.*\.udeb' "$lab/web.log"
}

by_second_repository() {
	knows_the_mirror
	installer_begin forged forged.cfg
	require_log "with another key in the file the signature is refused" "Bad signature on /tmp/@@devel@@net-retriever" 1800
	assert "no udeb is taken" never_in_log "netroot-disk"
	assert "nor asked for" sh -c '! grep -q "url:.*/pool/.*netroot-disk_" "$1"' sh "$lab/web.log"
	vm_end
	installer_begin installer netroot-repository/netroot-signed.cfg
	require_log "the second repository brings our item" "Menu item 'netroot-disk' selected" 1800
	assert "whose signature was checked" never_in_log "Not verifying Release signature"
	assert "the udebs came from it" grep -q 'url:.*/netroot-repository/pool/.*/netroot-disk_.*\.udeb' "$lab/web.log"
}

mirror_answers() {
	cat <<-END
		d-i mirror/country string manual
		d-i mirror/protocol string http
		d-i mirror/http/hostname string ${web_url#http://}
		d-i mirror/http/directory string /netroot
		d-i mirror/http/proxy string
		d-i mirror/suite string trixie
		d-i mirror/udeb/suite string trixie
	END
}

# Nor would netroot take the driver from a mirror that Debian did not sign.
driver_answers() {
	local deb
	deb=$(cd "$lab/www" && find netroot/pool -name 'linux-image-[0-9]*.deb')
	[ "$(wc -l <<<"$deb")" = 1 ] || die "the tree has not one linux-image package: $deb"
	cat <<-END
		d-i netroot/module/source select url
		d-i netroot/module/url string $web_url/$deb
		d-i netroot/module/sha256 string $(sha256sum "$lab/www/$deb" | cut -d' ' -f1)
	END
}

lab_begin "stock-url${signed:+-signed}"
[ -z "$signed" ] || make_keys
make_server
if [ -n "$signed" ]; then
	forge_key
	gpgconf --kill gpg-agent
fi
make_target_disk 4
net_begin
target_begin 0 0 "$lab_disk"
web_serve
dhcp_begin '' "--dhcp-host=$vm_mac,netroot" --domain=example.org \
	"--dhcp-option=option:dns-server,$lab_ipv4.1" # what DHCP does not name, netcfg asks before the file is there
vm_memory=1536
cp "$work/netboot/initrd.gz" "$lab/initrd.gz"
if [ -n "$signed" ]; then by_second_repository; else by_early_command; fi
attach_led_partman "that was named"
vm_end
lab_end
