#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: every AoE target is found through every card, real ones too, and imposters are doubted
# Run: "$build/dev/tests"
# Real packet sockets on veth pairs in a network namespace, vblade and the test fabric at their ends.
# $1: the folder of the programs aoe_fabric and aoe_probe. Needs root.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
tools=$(readlink -f "${1:?usage: $0 FOLDER-OF-AOE-PROBE}")
scratch=$(mktemp -d)
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
# shellcheck source=tests/system/lib/aoe-net.sh
. "$here/lib/aoe-net.sh"
trap 'aoe_net_end; rm -rf "$scratch"' EXIT

host=$(hostname)
aoe_net_begin 4

vblade_checks() {
	truncate -s 3M "$scratch/disk.7.3"
	truncate -s 5G "$scratch/disk.65534.254"
	vblade_on 7 3 t0
	vblade_on 65534 254 t1 -b 4 -r
	check "vblades are found" probe discover c0 c1 c2
	check "one path of the first" says "path e7.3 c0 52:54:00:00:0a:00 firmware=4019 buffers=16 sectors-per-frame=2 string=[] model=[Coraid EtherDrive vblade] serial=[7.3:${host:0:16}"
	check "its size" says "sectors=6144 lba48=yes"
	check "the highest address there is" says "path e65534.254 c1 52:54:00:00:0a:01 firmware=4019 buffers=4"
	check "a size beyond 32 bits of bytes" says "sectors=10485760 "
	check "nothing else" says "found targets=2 paths=2 identities=2"
	check "no doubt of them" fails_with 1 says doubt
	servers_end
}

two_vblades_checks() {
	truncate -s 1M "$scratch/disk.1.1"
	vblade_on 1 1 t0
	truncate -s 2M "$scratch/disk.1.1"
	vblade_on 1 1 t1
	check "two vblades of one name on two cards" probe discover c0 c1
	check "are doubted when their disks differ" says "doubt e1.1 is not the same disk everywhere: Coraid EtherDrive vblade, serial number 1.1:"
	servers_end
}

imposter_checks() {
	fabric --targets 3 --imposter 0.1 t0
	check "a second server for a target" probe discover c0
	check "is doubted by its address" says "doubt two servers answer for e0.1 on c0: 02:00:00:00:ba:d0 and 52:54:00:00:0a:00"
	check "and by its disk" says "doubt e0.1 is not the same disk everywhere"
	check "the others are not" test "$(grep -c ^doubt "$scratch/out")" = 2
	servers_end
}

# One frame in ten lost, each way; others twice, with a wrong tag, from a wrong server, or mangled.
hostile_checks() {
	fabric --targets 200 --lost 100 --twice 50 --wrong-tag 50 --foreign 50 --garbage 50 --delay 5 t0 t1
	check "200 targets on 2 cards of a lossy, hostile fabric" probe discover c0 c1
	check "are all found" says "found targets=200 paths=400 identities=400"
	check "without a doubt" fails_with 1 says doubt
	check "and what was wrong was dropped" grep -Eq 'unasked=[1-9][0-9]* mismatched=[1-9]' "$scratch/out"
	servers_end
}

large_checks() {
	fabric --targets 1000 t0 t1 t2 t3
	check "1000 targets on 4 cards" probe discover c0 c1 c2 c3
	check "are all found" says "found targets=1000 paths=4000 identities=4000"
	servers_end
}

privilege_checks() {
	check "without CAP_NET_RAW it says what is missing" fails_with 1 sh -c \
		"ip netns exec $namespace setpriv --bounding-set=-all '$tools/aoe_probe' discover c0 >'$scratch/out' 2>&1"
	check "that is" says "CAP_NET_RAW"
	check "a card that is not there" fails_with 1 probe discover c9
	check "is named" says "no network interface c9"
	ip -n "$namespace" link set t3 down
	check "a card without carrier" probe discover c3
	check "finds nothing" says "found targets=0"
	ip -n "$namespace" link set c3 down
	check "nor does one that is down" probe discover c3
}

vblade_checks
two_vblades_checks
imposter_checks
hostile_checks
large_checks
privilege_checks
checks_end
