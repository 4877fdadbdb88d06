#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: what is on an AoE disk is seen, and what its way carries, before any driver touches it
# Run: "$build/dev/tests"
# vblade and the test fabric on veth pairs in a network namespace, jumbo frames and a bridge without them
# between. $1: the folder of aoe_fabric and aoe_probe. Needs root, mke2fs, sfdisk, blkid.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
tools=$(readlink -f "${1:?usage: $0 FOLDER-OF-AOE-PROBE}")
scratch=$(mktemp -d)
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
# shellcheck source=tests/system/lib/aoe-net.sh
. "$here/lib/aoe-net.sh"
trap 'aoe_net_end; rm -rf "$scratch"' EXIT

# blkid_finds WHAT: in the picture.
blkid_finds() { blkid -p "$scratch/picture" >"$scratch/out" 2>&1 && says "$1"; }
picture_of() { probe read c0 -- "$1" "$scratch/picture"; }

# c1 and t1 are joined by a bridge whose port to the client carries 1500 bytes. Not the one to the target:
# vblade ends when its own interface does not take a frame.
narrow_way() {
	local end
	ip -n "$namespace" link del c1
	ip -n "$namespace" link add br1 type bridge
	ip -n "$namespace" link add c1 mtu 9000 type veth peer name xc mtu 1500
	ip -n "$namespace" link add t1 mtu 9000 type veth peer name xt mtu 9000
	ip -n "$namespace" link set xc master br1
	ip -n "$namespace" link set xt master br1
	for end in c1 t1 xc xt br1; do
		ip -n "$namespace" link set "$end" up
	done
}

contents_checks() {
	truncate -s 64M "$scratch/disk.0.0"
	mke2fs -q -t ext4 -L precious "$scratch/disk.0.0"
	truncate -s 3T "$scratch/disk.0.1"
	echo 'label: gpt' | sfdisk -q "$scratch/disk.0.1"
	truncate -s 1000K "$scratch/disk.0.2"
	vblade_on 0 0 t0
	vblade_on 0 1 t0
	vblade_on 0 2 t0
	check "a disk with a file system is read" picture_of e0.0
	check "its picture is as large as the disk" test "$(stat -c %s "$scratch/picture")" = 67108864
	check "its first MiB is the disk's" cmp -n 1048576 "$scratch/picture" "$scratch/disk.0.0"
	check "its last MiB is, too" cmp -i 66060288 "$scratch/picture" "$scratch/disk.0.0"
	check "blkid sees what is there" blkid_finds 'LABEL="precious"'
	check "a disk of 3 TiB is read" picture_of e0.1
	check "blkid sees its label" blkid_finds 'PTTYPE="gpt"'
	check "in a few MiB" test "$(stat -c %b "$scratch/picture")" -lt 8192
	check "a small, empty disk is read whole" picture_of e0.2
	check "it is the same" cmp "$scratch/picture" "$scratch/disk.0.2"
	check "blkid finds nothing there" fails_with 2 blkid -p "$scratch/picture"
	servers_end
}

quality_checks() {
	vblade_on 0 0 t0
	check "a way with jumbo frames is measured" probe quality c0 -- e0.0
	check "17 sectors pass both ways, vblade ignores what fills a request up" says "quality c0 answer=17 request=17 card=17 target=17 lost=0/50 "
	check "nothing to be said of it" fails_with 1 says quality-note
	servers_end
	vblade_on 0 0 t1
	check "a way through a bridge of MTU 1500 is measured" probe quality c1 -- e0.0
	check "2 sectors pass" says "quality c1 answer=2 request=2 card=17 target=17 lost=0/50 "
	check "the MTU that is safe" says "MTU 1500 is safe."
	servers_end
	vblade_on 0 0 t0
	vblade_on 0 0 t1
	check "two ways are measured" probe quality c0 c1 -- e0.0
	check "the worse one is named" says "quality-note e0.0 on c1: carries smaller frames than c0 (2 against 17 sectors)"
	servers_end
	fabric --path-mtu 4200 t0
	check "8 sectors where 4200 bytes pass" probe quality c0 -- e0.0
	check "are proven" says "answer=8 request=8 card=17 target=17 lost=0/50 "
	check "the MTU for them" says "mtu=4132"
	servers_end
}

# What vblade 25 does; its server is started anew where it would be left unusable.
lists_checks() {
	local one=02:00:00:00:00:01 two=02:00:00:00:00:02
	vblade_on 0 0 t0
	check "vblade is reserved for another machine" probe reserve c0 -- e0.0 $one
	check "as it says" says "list done [] $one"
	check "it is found all the same" probe discover c0
	check "with its identity" says "identities=1"
	check "but not read" fails_with 1 picture_of e0.0
	check "and why" says "e0.0: reading sector 0: the target is reserved for another client"
	probe reserve c0 -- e0.0 own || true
	check "it cannot be reserved by a second one" says "list refused [the target is reserved for another client] $one"
	probe unreserve c0 -- e0.0 own || true
	check "nor released by it" says "list refused [] $one"
	probe unreserve c0 -- e0.0 $one || true
	check "its owner releases it" says "list done []"
	check "then it is read" picture_of e0.0

	probe mask c0 -- e0.0 own $one || true
	check "vblade takes two MAC masks" says "list done [] 52:54:00:00:0c:00 $one"
	probe mask c0 -- e0.0 $two || true
	check "a third one drives the second one out, which is noticed" \
		says "list unknown [the target's list lacks $one, which was to be in it] 52:54:00:00:0c:00 $two"
	servers_end
	vblade_on 0 0 t0 -m $one
	check "a vblade that listens to others alone" probe discover c0
	check "is not there for us" says "found targets=0"
	servers_end
}

aoe_net_begin 2 9000
narrow_way
contents_checks
quality_checks
lists_checks
checks_end
