#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# AoE (vblade) beside iSCSI (tgt) by "netroot bench --destroy", at MTU 1500 and 9000, on a link of 1 Gbit/s (a token
# bucket at both ends of a veth pair) and on one without a limit; servers and client share this machine. Ratios are
# against iSCSI at MTU 1500 of the same run: what an untuned network has. Seed figures, of a real, untuned gigabit
# link: AoE 13.2 MB/s, iSCSI 50.6 MB/s, ratio 0.26.
#   fabric_throughput.sh NETROOT     of a release build with libiscsi. Needs root, vblade, tgt, python3.
# SECONDS_EACH=5 for each measurement. GSO=off has TCP send single frames, as cards without offloading do.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
netroot=$(readlink -f "${1:?usage: $0 NETROOT}")
scratch=$(mktemp -d)
# shellcheck source=tests/system/lib/aoe-net.sh
. "$here/../system/lib/aoe-net.sh"
# shellcheck source=tests/system/lib/iscsi-net.sh
. "$here/../system/lib/iscsi-net.sh"
trap 'aoe_net_end; iscsi_net_end; rm -rf "$scratch"' EXIT

limit_link() { # RATE|none
	[ "$1" = none ] && return
	ip netns exec "$namespace" tc qdisc replace dev c0 root tbf rate "$1" burst 64k limit 8m
	ip netns exec "$there" tc qdisc replace dev t0 root tbf rate "$1" burst 64k limit 8m
}

without_gso() {
	ip -n "$namespace" link set dev c0 gso_max_segs 1
	ip -n "$there" link set dev t0 gso_max_segs 1
}

measure() { # RATE MTU FILE: a network of its own for each, since servers look at the MTU once
	truncate -s 0 "$scratch/disk.0.1" "$scratch/lun"
	truncate -s 64M "$scratch/disk.0.1" "$scratch/lun"
	aoe_net_begin 1 "$2"
	iscsi_net_begin 1
	limit_link "$1"
	[ "${GSO:-on}" = on ] || without_gso
	serve_there pid vblade 0 1 t0 "$scratch/disk.0.1"
	tgt_begin
	tgt_target 1 iqn.2026-01.example.netroot:bench "$scratch/lun"
	ip netns exec "$namespace" "$netroot" bench e0.1 --interfaces c0 --portal 10.77.0.2 --destroy --yes \
		--seconds "${SECONDS_EACH:-5}" --json >"$3" 2>"$scratch/err" || { cat "$scratch/err" && exit 1; }
	aoe_net_end
	iscsi_net_end
}

# table RATE FILE-AT-1500 FILE-AT-9000
table() {
	python3 - "$@" <<'PY'
import json, sys
rate, small, large = sys.argv[1], *(json.load(open(name)) for name in sys.argv[2:])
def cells(run, column):
    return [next(c for c in p["cells"] if c["column"] == column) for p in run["patterns"]]
ways = {"AoE 1500": cells(small, "aoe-1500"), "AoE 9000": cells(large, "aoe-9000"),
        "iSCSI 1500": cells(small, "iscsi"), "iSCSI 9000": cells(large, "iscsi")}
names = {"sequential": "seq 1M", "random": "rand 4k"}
heads = [("w " if p["write"] else "r ") + names[p["pattern"].split("-")[0]] + ("" if p["depth"] in (1, 4) else " x%d" % p["depth"])
         for p in small["patterns"]]
print("\nlink: " + ("no limit" if rate == "none" else rate) + "; MB/s or IOPS, and how many times iSCSI's at MTU 1500\n")
print("| | " + " | ".join(heads) + " | sent again |")
print("|---|" + "---|" * (len(heads) + 1))
for way, row in ways.items():
    texts = []
    for p, cell, base in zip(small["patterns"], row, ways["iSCSI 1500"]):
        value = "%.0f" % cell["per_s"] if p["random"] else "%.1f" % cell["mb_per_s"]
        texts.append("%s (%.2f)" % (value, cell["per_s"] / base["per_s"]))
    again = 100 * sum(c["sent_again"] for c in row) / max(1, sum(c["sent"] for c in row))
    print("| %s | %s | %.2f %% |" % (way, " | ".join(texts), again))
PY
}

for rate in 1gbit none; do
	for mtu in 1500 9000; do
		measure "$rate" "$mtu" "$scratch/$mtu.json"
	done
	table "$rate" "$scratch/1500.json" "$scratch/9000.json"
done
echo
echo "seed: AoE 13.2 MB/s against iSCSI 50.6 MB/s: 0.26"
