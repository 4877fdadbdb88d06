#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: grubfix sends the sanboot script to an HTTP server by PUT and to a TFTP server
# Run: "$grubfix"
#   grubfix_publish.sh GRUBFIX: real servers in a network namespace of their own
set -euo pipefail
export LC_ALL=C

grubfix=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
if [ "${NETROOT_UNSHARED:-}" != yes ]; then
	NETROOT_UNSHARED=yes exec unshare --net "$0" "$@"
fi
ip link set lo up
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
scratch=$(mktemp -d /tmp/netroot-publish.XXXXXX)
servers=()
clean_up() {
	[ ${#servers[@]} = 0 ] || kill "${servers[@]}" 2>/dev/null || true
	rm -rf "$scratch"
}
trap clean_up EXIT

# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
put() { "$grubfix" --root "$scratch/root" sanboot --put "$@" >"$scratch/out" 2>&1; }

mkdir -p "$scratch/root/etc/netroot" "$scratch/http" "$scratch/tftp"
chmod 777 "$scratch" "$scratch/tftp"
printf 'NETROOT_TARGET=e0.0\nNETROOT_MACS="52:54:00:12:34:56"\n' >"$scratch/root/etc/netroot/netroot.conf"
"$grubfix" --root "$scratch/root" sanboot --print script >"$scratch/wanted"

python3 "$here/upload_server.py" "$scratch/port" "$scratch/http" 2>"$scratch/http.log" &
servers+=($!)
timeout 20 sh -c "until [ -s '$scratch/port' ]; do sleep 0.05; done"
http=http://127.0.0.1:$(cat "$scratch/port")
atftpd --daemon --no-fork --bind-address 127.0.0.1 --port 6969 --user root --group root "$scratch/tftp" 2>"$scratch/tftp.log" &
servers+=($!)
timeout 20 sh -c "until ss -lun | grep -q 127.0.0.1:6969; do sleep 0.05; done"

check "a script is sent by HTTP PUT" put "$http/pxe/netroot.gpxe"
check "… and the server's answer shown" says "201 Created"
check "… the server has the very bytes" cmp "$scratch/wanted" "$scratch/http/pxe/netroot.gpxe"
check "a second time replaces it" put "$http/pxe/netroot.gpxe"
check "… 204" says "204 No Content"
check "a script is sent by TFTP" put tftp://127.0.0.1:6969/netroot.gpxe
check "… the server has the very bytes" cmp "$scratch/wanted" "$scratch/tftp/netroot.gpxe"
check "--no-dhcp is heeded" put "$http/no-dhcp.gpxe" --no-dhcp
check "… in what was sent" fails_with 1 grep -q '^dhcp ' "$scratch/http/no-dhcp.gpxe"

check "a server that wants a name and a password gets them" put "${http/127/root:secret@127}/secret/x.gpxe"
check "… and nobody else sees them" fails_with 1 says secret@
check "… nor in an error" fails_with 1 put http://root:secret@127.0.0.1:1/x
check "… that quotes the address" fails_with 1 says secret@
check "… and nothing without" fails_with 1 put "$http/secret/x.gpxe"
check "… with what to do" says 'user:password@'
check "a server that takes no PUT is an error" fails_with 1 put "$http/forbidden/x"
check "… with its status and words" says '403 Forbidden: not here'
check "a server that is not there is an error" fails_with 1 put http://127.0.0.1:1/x
check "… that names the address" says '127.0.0.1'
check "TFTP without leave is an error" fails_with 1 put tftp://127.0.0.1:6969/none/x
check "an address without a file name is wrong usage" fails_with 2 put "$http/"
check "… and says so" says 'no file name'
check "another protocol is wrong usage" fails_with 2 put ftp://127.0.0.1/x
checks_end
