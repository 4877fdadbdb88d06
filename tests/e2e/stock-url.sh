#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Debian's own network installer, unchanged, with one kernel parameter: our udebs come from the repository that
# netroot-iso makes, and the partitioner sees the network disk. Ten minutes without KVM; not among the tests of every
# change.
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
		Usage: stock-url.sh --packages DIR --work DIR
		  --packages  folder with the packages that debian/make-packages makes
		  --work      cache of iso-build/netroot-iso, about 2 GB
	END
}

packages='' work=''
while [ $# -gt 0 ]; do
	case $1 in
	--packages) packages=${2-} && shift ;;
	--work) work=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
if [ ! -d "$packages" ] || [ -z "$work" ]; then usage >&2 && exit 2; fi

# There is no way to Debian's mirror from the laboratory: a tree for network boot takes its place. It is signed by
# another key than the mirror, so Debian's installer must be told that this is meant.
make_server() {
	serial_answers >"$lab/answers.cfg"
	mirror_answers >>"$lab/answers.cfg"
	run_netroot_iso "$packages" "$work" --netboot "$lab/www/netroot" --base-url "$tree_url" --lean
	driver_answers >>"$lab/answers.cfg"
	run_netroot_iso "$packages" "$work" --repository "$lab/www/netroot-repository" --base-url "$web_url/netroot-repository" \
		--preseed "$lab/answers.cfg"
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

lab_begin stock-url
make_server
make_target_disk 4
net_begin
target_begin 0 0 "$lab_disk"
web_serve
dhcp_begin '' "--dhcp-host=$vm_mac,netroot" --domain=example.org \
	"--dhcp-option=option:dns-server,$lab_ipv4.1" # what DHCP does not name, netcfg asks before the file is there
vm_memory=1536
vm_begin installer e1000 -no-reboot -kernel "$work/netboot/linux" -initrd "$work/netboot/initrd.gz" \
	-append "auto=true priority=critical url=$web_url/netroot-repository/netroot.cfg debian-installer/allow_unauthenticated=true $medium_console DEBIAN_FRONTEND=text"
require "Debian's own installer starts" wait_for "Linux version" 120
require_log "the preseed file that its one parameter names brings our item" "Menu item 'netroot-disk' selected" 1800
assert "the udebs came from the repository" grep -q 'url:.*/netroot-repository/pool/.*/netroot-disk_.*\.udeb' "$lab/web.log"
attach_led_partman "that was named"
vm_end
lab_end
