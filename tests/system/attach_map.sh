#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: a machine finds its target in a map from a real server, and every way a map can be wrong is one clear error
# Run: "$netroot"
# Servers (HTTP, TFTP) run on loopback in a network namespace; the machine is a folder with two network cards,
# where two targets answer. The expected texts are what a person reads.
#   attach_map.sh NETROOT
# Needs root, and busybox dnsmasq-base iproute2 python3.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
netroot=$(readlink -f "${1:?usage: $0 NETROOT}")
if [ -z "${NETROOT_TEST_INSIDE:-}" ]; then
	export NETROOT_TEST_INSIDE=1
	exec unshare --net -- "$0" "$netroot"
fi
# shellcheck source=tests/system/module_checks.sh
. "$here/module_checks.sh"
# shellcheck source=tests/system/module_certificates.sh
. "$here/module_certificates.sh"
# shellcheck source=tests/system/played-machine.sh
. "$here/played-machine.sh"
ip link set lo up
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
work=$(mktemp -d /tmp/netroot-map.XXXXXX)
machine=$work/machine
servers=()
stop() {
	for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
	rm -rf "$work"
}
trap stop EXIT
mkdir "$work/www"
serve "$work/www"
url=http://127.0.0.1:$port
start_tftp "$work/www"

# Cards 52:54:00:12:34:56 and …:57, targets e0.0 and e7.12.
fleet_machine() {
	installer_machine
	cp -r "$machine/sys/class/net/ens3" "$machine/sys/class/net/ens4"
	echo 52:54:00:12:34:57 >"$machine/sys/class/net/ens4/address"
	cp -r "$machine/sys/block/etherd!e0.0" "$machine/sys/block/etherd!e7.12"
	: >"$machine/dev/etherd/e7.12"
	cp "$work/www/map" "$machine/map"
}

# map LINE...: what the server has
map() { printf '%s\n' "$@" >"$work/www/map"; }

# attach ADDRESS [ANSWER]: exit status in $status, text in $work/out
attach() {
	fleet_machine
	answers "netroot/target-map string $1" "netroot/alias string none" ${2:+"$2"}
	status=0
	"$netroot" attach --root "$machine" --answers "$work/answers" >"$work/out" 2>&1 || status=$?
}
takes() { # WHAT TARGET ADDRESS [ANSWER]
	attach "${@:3}"
	[ "$status" = 0 ] || fail "$1: $(cat "$work/out")"
	grep -qx "DEVICE=/dev/etherd/$2" "$machine/run/netroot/disk" || fail "$1: $(cat "$machine/run/netroot/disk")"
	pass "$1"
}
# stops STATUS WHAT PATTERN ADDRESS [ANSWER]: that text, and no disk
stops() {
	attach "${@:4}"
	[ "$status" = "$1" ] || fail "$2: exit status $status: $(cat "$work/out")"
	tr -s '\n ' ' ' <"$work/out" | grep -q -- "$3" || fail "$2: \"$3\" is not in: $(cat "$work/out")"
	[ ! -e "$machine/run/netroot/disk" ] || fail "$2: a disk was noted"
	pass "$2"
}

title "where a map may come from"
map "# rack 1" "52-54-00-12-34-57  e7.12" "525400000001 e0.0"
takes "HTTP" e7.12 "$url/map"
takes "TFTP" e7.12 tftp://127.0.0.1/map
takes "a file URL" e7.12 "file://$work/www/map"
takes "a path of the machine itself" e7.12 /map
takes "netroot/target by name wins" e0.0 "$url/map" "netroot/target string e0.0"
grep -q "take target e0.0 by its name, not from $url/map" "$work/out" || fail "that is not said: $(cat "$work/out")"

title "a machine that the map does not settle"
map "525400000001 e0.0"
stops 1 "a machine that is not in it" "not in the target map $url/map .*52:54:00:12:34:56 (ens3), 52:54:00:12:34:57 (ens4)" "$url/map"
map "525400123456 e0.0" "525400123457 e7.12"
stops 1 "two cards, two targets" "e0.0 by 52:54:00:12:34:56 (ens3) in line 1, and e7.12 by 52:54:00:12:34:57 (ens4) in line 2" "$url/map"
map "525400123456 e3.3"
stops 1 "a target that nobody exports" "target e3.3 did not answer within 1 s" "$url/map" "netroot/timeout string 1"

title "a map that is none"
map "525400123456 e0.0" "525400123456 e7.12"
stops 2 "a machine twice" "$url/map:2: MAC address 52:54:00:12:34:56 is in line 1 already" "$url/map"
map "525400123456 e0.0" "525400123457 e0.0"
stops 2 "a target twice" "$url/map:2: target e0.0 is in line 1 already" "$url/map"
map "<!DOCTYPE html>" "<html>"
stops 2 "a web page" "$url/map:1: .* is no MAC address" "$url/map"
stops 1 "no such file" "$url/none: the server answers 404" "$url/none"
stops 1 "no such file by TFTP" "tftp://127.0.0.1/none: .*[Nn]ot [Ff]ound" tftp://127.0.0.1/none
stops 1 "no server" "http://127.0.0.1:9/map: .*onnect" http://127.0.0.1:9/map
stops 1 "no file of the machine" "/none: cannot be opened" /none
stops 2 "an address of another kind" "\"ftp://x/map\" is no answer to netroot/target-map" ftp://x/map
head -c 1048577 /dev/zero >"$work/www/map"
stops 1 "a file of more than 1 MiB" "map is larger than 1048576 bytes" "$url/map"
map "525400123456 e0.0" "525400123457 e7.12"
serve_broken "$work/www/map" 18
stops 1 "a connection that breaks behind a whole line" "is truncated: 18 of 37 bytes" "http://127.0.0.1:$port/map"

title "a dry run"
fleet_machine
answers "netroot/target-map string $url/map"
"$netroot" attach --dry-run --root "$machine" --answers "$work/answers" >"$work/out" || fail "a dry run: $(cat "$work/out")"
grep -q "find this machine's target in $url/map" "$work/out" || fail "a dry run: $(cat "$work/out")"
[ ! -e "$machine/run/netroot" ] || fail "a dry run wrote something"
pass "it says where the target would be looked up"
echo "ok: $passed checks"
