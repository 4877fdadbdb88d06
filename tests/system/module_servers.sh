#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: the module comes over HTTPS, by TFTP and through a proxy, and what is wrong there is one clear error
# Run: "$netroot" "$disk_udeb"
# Real servers on loopback in a network namespace: HTTPS with certificates of the test's own authority, which
# is the only one that /etc/ssl/certs has (mounted over, in a mount namespace); dnsmasq's TFTP; a forward
# proxy. Each program is run: this machine's, and the udeb's with its own, smaller libcurl.
#   module_servers.sh NETROOT [DISK-UDEB [LINUX-IMAGE.deb]]
# Needs root, and apt-utils dnsmasq-base gnupg gpgv iproute2 kmod openssl python3 xz-utils.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
own=$(readlink -f "${1:?usage: $0 NETROOT [DISK-UDEB [LINUX-IMAGE.deb]]}")
udeb=${2:-}
if [ -z "${NETROOT_TEST_INSIDE:-}" ]; then
	deb=${3:-$("$here/module_package.sh")}
	export NETROOT_TEST_INSIDE=1
	exec unshare --net --mount --propagation private -- "$0" "$own" "$udeb" "$(readlink -f "$deb")"
fi
# shellcheck source=tests/system/module_checks.sh
. "$here/module_checks.sh"
# shellcheck source=tests/system/module_certificates.sh
. "$here/module_certificates.sh"
ip link set lo up
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy no_proxy NO_PROXY
deb=$3
work=$(mktemp -d /tmp/netroot-servers.XXXXXX)
servers=()
stop() {
	for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
	umount /etc/ssl/certs /etc/hosts 2>/dev/null || true
	rm -rf "$work"
}
trap stop EXIT
kernel=$(dpkg-deb -f "$deb" Package)
kernel=${kernel#linux-image-}
expect_module_of "$deb"
programs=("$own")
if [ -n "$udeb" ]; then
	dpkg-deb -x "$udeb" "$work/udeb"
	programs+=("$work/udeb/usr/bin/netroot")
fi

# What is served: a package of nothing but aoe.ko, the whole one, and a signed archive of the small one.
mkdir "$work/www"
small_package "$work/linux-image-${kernel}_1_amd64.deb" .xz "xz -c" xz
make_archive "$work/linux-image-${kernel}_1_amd64.deb"
mv "$work/archive" "$work/www/debian"
cp "$work/linux-image-${kernel}_1_amd64.deb" "$work/www/small.deb"
ln -s "$deb" "$work/www/whole.deb"
sha_of() { echo "netroot/module/sha256 string $(sha256sum "$work/www/$1" | cut -d' ' -f1)"; }
echo "127.0.0.1 localhost deb.test" >"$work/hosts"
mount --bind "$work/hosts" /etc/hosts

make_authority
certificate right deb.test
certificate other-name other.test
expired_certificate old deb.test
serve "$work/www"
http_port=$port
serve "$work/www" --tls "$work/old.pem"
old_port=$port
serve "$work/www" --tls "$work/other-name.pem"
other_port=$port
serve "$work/www" --tls "$work/right.pem"
tls_port=$port
start_tftp "$work/www"
start_proxy "$http_port" "$tls_port"

checks_https() {
	title "$1: HTTPS"
	local url=https://deb.test:$tls_port
	trust hashed
	answers "$(sha_of small.deb)"
	takes_module "with the authority in a hashed folder, as in the installer" --from "$url/small.deb"
	answers "mirror/protocol string https" "mirror/https/hostname string deb.test:$tls_port" \
		"mirror/https/directory string /debian" "mirror/suite string trixie"
	takes_module "a mirror by HTTPS" --from archive
	answers "$(sha_of whole.deb)"
	takes_module "a whole linux-image package" --from "$url/whole.deb"
	answers "$(sha_of small.deb)"
	one_refusal "a certificate for another name" ":$other_port/small.deb: .*name.*deb.test" "https://deb.test:$other_port/small.deb"
	one_refusal "a certificate that is out of date" "certificate has expired" "https://deb.test:$old_port/small.deb"
	one_refusal "no HTTPS behind the port" "https://deb.test:$http_port/small.deb: .*[Ss][Ss][Ll]" \
		"https://deb.test:$http_port/small.deb"
	trust bundle
	takes_module "with the authority in a bundle file, as on a Debian system" --from "$url/small.deb"
	answers "netroot/module/allow-unchecked boolean true"
	takes_module "a redirect of HTTP" --from "http://deb.test:$http_port/to/deb.test:$http_port/small.deb"
	one_refusal "a redirect from HTTPS to HTTP" "/small.deb: .*[Pp]rotocol" "$url/to/deb.test:$http_port/small.deb"
	trust nobody
	one_refusal "an authority that is not known" "https://deb.test:$tls_port/small.deb: .*certificate" "$url/small.deb"
}

checks_tftp() {
	title "$1: TFTP"
	answers "$(sha_of small.deb)"
	takes_module "a small package" --from tftp://127.0.0.1/small.deb
	answers "$(sha_of whole.deb)"
	takes_module "a whole linux-image package" --from tftp://127.0.0.1/whole.deb
	answers "netroot/module/allow-unchecked boolean true"
	takes_module "a whole one that is left off behind the module" --from tftp://127.0.0.1/whole.deb
	one_refusal "a file that is not there" "tftp://127.0.0.1/none.deb: .*[Nn]ot [Ff]ound" tftp://127.0.0.1/none.deb
	one_refusal "a machine without a TFTP server" "tftp://127.0.0.2/small.deb: " tftp://127.0.0.2/small.deb
}

# archive.test has no name here: whatever comes from it came through the proxy.
checks_proxy() {
	title "$1: a proxy"
	local proxy="mirror/http/proxy string http://127.0.0.1:$proxy_port/"
	trust hashed
	answers "mirror/http/hostname string archive.test" "mirror/http/directory string /debian" \
		"mirror/suite string trixie" "$proxy"
	takes_module "the mirror" --from archive
	asked_proxy "GET http://archive.test/debian/dists/trixie/InRelease"
	asked_proxy "GET http://archive.test/debian/pool/"
	answers "$proxy" "$(sha_of small.deb)"
	takes_module "a URL" --from http://archive.test/small.deb
	takes_module "a URL by HTTPS" --from https://deb.test/small.deb
	asked_proxy "CONNECT deb.test:443"
	takes_module "TFTP goes beside it" --from tftp://127.0.0.1/small.deb
	answers "mirror/protocol string https" "mirror/https/hostname string deb.test" \
		"mirror/https/directory string /debian" "mirror/suite string trixie" "${proxy/http/https}"
	takes_module "a mirror by HTTPS" --from archive
	answers "$proxy" "$(sha_of small.deb)"
	one_refusal "a proxy that refuses" "http://forbidden.test/small.deb: .*403" http://forbidden.test/small.deb
	one_refusal "a proxy that refuses a tunnel" "https://forbidden.test/small.deb: the proxy answers 403" https://forbidden.test/small.deb
	answers "mirror/http/proxy string http://127.0.0.1:9/" "$(sha_of small.deb)"
	one_refusal "a proxy that is down" "127.0.0.1 port 9" http://archive.test/small.deb
	answers "mirror/http/proxy string http://proxy.invalid:3128/" "$(sha_of small.deb)"
	one_refusal "a proxy without a name" "proxy.invalid" http://archive.test/small.deb
}

for netroot in "${programs[@]}"; do
	which=$([ "$netroot" = "$own" ] && echo "this machine's libcurl" || echo "the udeb's libcurl")
	checks_https "$which"
	checks_tftp "$which"
	checks_proxy "$which"
done
echo "ok: $passed checks"
