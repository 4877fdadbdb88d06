#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: "netroot bench" measures real AoE and iSCSI targets side by side, and writes to none without being told to
# Run: "$netroot" "$build/dev/tests"
# vblade and tgtd on veth pairs between two network namespaces, jumbo frames on the first pair. No time is judged.
#   bench_targets.sh NETROOT FOLDER-OF-AOE-FABRIC      needs root, tgt, python3, socat
# shellcheck disable=SC2016 # what is in single quotes is python
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
netroot=$(readlink -f "${1:?usage: $0 NETROOT FOLDER-OF-AOE-FABRIC}")
tools=$(readlink -f "${2:?usage: $0 NETROOT FOLDER-OF-AOE-FABRIC}")
scratch=$(mktemp -d)
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
# shellcheck source=tests/system/lib/aoe-net.sh
. "$here/lib/aoe-net.sh"
# shellcheck source=tests/system/lib/iscsi-net.sh
. "$here/lib/iscsi-net.sh"
trap 'aoe_net_end; iscsi_net_end; rm -rf "$scratch"' EXIT

one=iqn.2026-01.example.netroot:one two=iqn.2026-01.example.netroot:two
portal=(--portal 10.77.0.2)

# With no privilege but CAP_NET_RAW. Standard error stays apart, since standard output is for programs.
bench() {
	ip netns exec "$namespace" setpriv --bounding-set=-all,+net_raw "$netroot" bench "$@" \
		>"$scratch/out" 2>"$scratch/err" </dev/null
}
quick() { bench e0.1 --interfaces c0 --seconds 1 --span 8 "$@"; }
complains() { grep -qF -- "$1" "$scratch/err" || { cat "$scratch/err" && false; }; }
json() { python3 -c 'import json,sys; it = json.load(open(sys.argv[1])); sys.exit(not eval(sys.argv[2]))' "$scratch/out" "$1"; }
at_most_80_columns() { ! grep -nE '^.{81}' "$scratch/out"; }

vblade_there() { serve_there pid vblade "$1" "$2" "$3" "$scratch/disk.$1.$2"; } # SHELF SLOT INTERFACE
noise() { head -c "$2" /dev/urandom >"$scratch/$1"; }                           # FILE BYTES
sums() { (cd "$scratch" && sha256sum disk.0.1 lun.1 lun.2); }
unchanged() { [ "$(sums)" = "$before" ]; }
# same FILE COPY FROM BYTES
same() { cmp -s -i "$3" -n "$4" "$scratch/$1" "$scratch/$2"; }

begin() {
	noise disk.0.1 16M
	noise lun.1 16M
	noise lun.2 16M
	aoe_net_begin 2 9000
	iscsi_net_begin 2
	ip -n "$namespace" link set c1 mtu 1500
	ip -n "$there" link set t1 mtu 1500
	vblade_there 0 1 t0
	tgt_begin
	tgt_target 1 $one "$scratch/lun.1"
	before=$(sums)
}

row() { grep -Eq "^$1( +[0-9]+(\.[0-9]+)?){$2}\$" "$scratch/out"; }

table_checks() {
	check "a target is measured beside iSCSI" quick "${portal[@]}"
	check "80 columns are enough" at_most_80_columns
	check "what is compared is named" grep -Eq '^ +AoE 1500 +AoE 9000 +iSCSI +AoE 9000:iSCSI$' "$scratch/out"
	check "large reads have every cell" row 'seq read 1M +MB/s' 4
	check "small ones, too" test "$(grep -cE '^rand read 4k +IOPS( +[0-9]+){3} +[0-9]+\.[0-9]{2}$' "$scratch/out")" = 2
	check "with the time of a request" test "$(grep -cE '^  depth (4|1|16) +median ms( +[0-9]+\.[0-9]{3}){3}$' "$scratch/out")" = 3
	check "and what was sent again" row 'sent again +%' 3
	check "the way is named" says "AoE: through c0 from 52:54:00:00:0a:00, 16 frames at a time, up to 17 sectors"
	check "and iSCSI's" says "iSCSI: 10.77.0.2, $one, LUN 1"
	check "a conclusion is drawn" says "Measured against iSCSI, AoE at MTU 9000 is "
	check "progress is shown apart" complains "[1/3] large reads"
	check "nothing was written" unchanged
}

json_checks() {
	check "the same for programs" quick --portal 10.77.0.2:3260 --iqn $one --lun 1 --json
	check "three columns" json '[c["column"] for c in it["columns"]] == ["aoe-1500", "aoe-9000", "iscsi"]'
	check "in frames of two and of 17 sectors" json '[c["sectors_per_frame"] for c in it["columns"]] == [2, 17, None]'
	check "three patterns" json '[p["pattern"] for p in it["patterns"]] == ["sequential-read", "random-read-1", "random-read-16"]'
	check "every cell is filled" json 'all(c["operations"] > 0 and c["mb_per_s"] > 0 and c["per_s"] > 0 and 0 < c["median_us"] <= c["p99_us"] and c["sent"] > 0 for p in it["patterns"] for c in p["cells"])'
	check "and adds up" json 'all(c["bytes"] == c["operations"] * p["block"] for p in it["patterns"] for c in p["cells"])'
	check "AoE is measured without iSCSI" quick --json
	check "in two columns" json '[c["column"] for c in it["columns"]] == ["aoe-1500", "aoe-9000"]'
	check "nothing was written" unchanged
}

small_frames_checks() {
	noise disk.0.2 4M
	vblade_there 0 2 t1
	check "a card of MTU 1500 is measured" bench e0.2 --interfaces c1 --seconds 1
	check "in one column" grep -Eq '^ +AoE 1500$' "$scratch/out"
	check "and it is said what larger frames need" says "No frames larger than MTU 1500: raise the MTU of c1 (1500)"
	check "its MTU stays as it was" grep -q 'mtu 1500' <(ip -n "$namespace" link show c1)
}

# The fabric's targets are on t1, with a way that loses frames.
loss_checks() {
	serve_there ready "$tools/aoe_fabric" --targets 1 --lost 20 t1
	check "a way that loses frames is measured" bench e0.0 --interfaces c1 --seconds 1 --json
	check "how many were sent again is told" json 'all(c["sent_again"] > 0 for p in it["patterns"] for c in p["cells"])'
	check "in words, too" grep -q 'frames were sent again' "$scratch/out"
}

target_refusals() {
	check "a target that is not there is an error" fails_with 1 bench e0.9 --interfaces c0
	check "that names the cards" complains "no target e0.9 answers on c0"
	check "a word that is no target is a wrong call" fails_with 2 bench sda
	check "that shows how they are written" complains '"sda" is no AoE target'
	check "without CAP_NET_RAW it fails" fails_with 1 sh -c \
		"ip netns exec $namespace setpriv --bounding-set=-all '$netroot' bench e0.1 --interfaces c0 2>'$scratch/err'"
	check "with what is missing" complains "CAP_NET_RAW"
	check "there is no driver here" fails_with 1 bench e0.1 --device
	check "which is said" complains "the kernel's driver does not know e0.1"
	serve_there ready "$tools/aoe_fabric" --targets 4 --imposter 0.3 t1
	check "an imposter's figures are not taken" fails_with 1 bench e0.3 --interfaces c1
	check "and why" complains "two servers answer for e0.3 on c1"
}

iscsi_refusals() {
	serve_there listening socat -d -d TCP-LISTEN:3261,fork,reuseaddr EXEC:'sleep 60'
	check "a portal that nobody listens at is an error" fails_with 1 quick --portal 10.77.0.2:3299
	check "that names it" complains "10.77.0.2:3299"
	check "so is one that says nothing" fails_with 1 timeout 20 "$BASH" -c "$(declare -f bench quick); namespace=$namespace netroot=$netroot scratch=$scratch; quick --portal 10.77.0.2:3261"
	check "after 5 seconds" complains "10.77.0.2:3261 does not answer: no login within 5 s"
	check "so is a LUN that is not there" fails_with 1 quick "${portal[@]}" --lun 7
	check "that names those that are" complains "has no disk as LUN 7"
	check "in its hint" complains "Disks are LUN 1."
	check "so is one that is no disk" fails_with 1 quick "${portal[@]}" --lun 0
	check "so is a target that is not there" fails_with 1 quick "${portal[@]}" --iqn iqn.2026-01.example.netroot:none
	check "which is said" complains "iSCSI: 10.77.0.2, the login: "
	tgt_target 2 $two "$scratch/lun.2"
	check "of two targets one has to be named" fails_with 2 quick "${portal[@]}"
	check "both are" complains "10.77.0.2 has several targets: $one, $two"
}

on_terminal() { # ANSWER: util-linux' script has one
	printf '%s\n' "$1" | ip netns exec "$namespace" script -qec "'$netroot' bench e0.1 --interfaces c0 --seconds 1 --span 8 --destroy" \
		/dev/null >"$scratch/out" 2>&1
}

destroy_refusals() {
	mke2fs -q -t ext4 -L precious "$scratch/disk.0.1"
	before=$(sums)
	check "--destroy refuses a disk with data" fails_with 1 quick --destroy --yes
	check "that it names" complains 'e0.1 holds data: ext4 "precious" on the whole disk'
	check "an iSCSI disk with data, too" destroy_refuses_lun
	check "--destroy alone asks, or is a wrong call" fails_with 2 quick --destroy
	check "nothing was written" unchanged
}

destroy_refuses_lun() {
	truncate -s 0 "$scratch/disk.0.1" && truncate -s 16M "$scratch/disk.0.1"
	mke2fs -q -F -t ext4 -L treasure "$scratch/lun.1"
	before=$(sums)
	fails_with 1 quick --destroy --yes "${portal[@]}" --iqn $one && complains "$one holds data: ext4 \"treasure\""
}

destroy_checks() {
	check "another answer than the target's name writes nothing" fails_with 1 on_terminal yes
	check "as it says" says "Nothing was written."
	check "which is so" unchanged
	check "before that it says what would be lost" says "e0.1: the first 8.0 MiB of 16.0 MiB are overwritten; nothing is recognised on it."
	cp "$scratch/disk.0.1" "$scratch/disk.copy"
	cp "$scratch/lun.1" "$scratch/lun.copy"
	check "with --overwrite data are lost" quick --destroy --overwrite --yes "${portal[@]}" --iqn $one --json
	check "that were named" complains "treasure"
	check "six patterns" json 'len(it["patterns"]) == 6 and [p["write"] for p in it["patterns"]].count(True) == 3'
	check "every cell is filled" json 'all(c["operations"] > 0 for p in it["patterns"] for c in p["cells"])'
	check "the span of the AoE disk is written" fails_with 1 same disk.0.1 disk.copy 0 8388608
	check "nothing behind it" same disk.0.1 disk.copy 8388608 8388608
	check "the span of the iSCSI disk, too" fails_with 1 same lun.1 lun.copy 0 8388608
	check "nothing behind it" same lun.1 lun.copy 8388608 8388608
	truncate -s 0 "$scratch/disk.0.1" && truncate -s 16M "$scratch/disk.0.1"
	check "the target's name typed in full is a yes" on_terminal e0.1
	check "and writes are measured" says "seq write 1M"
}

interrupt_checks() {
	local status=0
	ip netns exec "$namespace" "$netroot" bench e0.1 --interfaces c0 --seconds 60 >"$scratch/out" 2>"$scratch/err" &
	local measuring=$!
	sleep 2
	kill -INT "$measuring"
	wait "$measuring" || status=$?
	check "an interrupt ends it" test "$status" = 1
	check "and is named" complains "interrupted"
}

begin
table_checks
json_checks
small_frames_checks
loss_checks
target_refusals
iscsi_refusals
destroy_refusals
destroy_checks
interrupt_checks
checks_end
