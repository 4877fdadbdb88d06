#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: "netroot targets" shows what real AoE targets are, to people and programs, once and as it changes
# Run: "$netroot" "$build/dev/tests"
# vblade and the test fabric on veth pairs in a network namespace. Needs root and python3.
#   aoe_targets.sh NETROOT FOLDER-OF-AOE-FABRIC
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
watcher=''
stop() {
	[ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true
	aoe_net_end
	rm -rf "$scratch"
}
trap stop EXIT

# With no privilege but CAP_NET_RAW. Standard error stays apart, since standard output is for programs.
targets() {
	ip netns exec "$namespace" setpriv --bounding-set=-all,+net_raw "$netroot" targets "$@" \
		>"$scratch/out" 2>"$scratch/err"
}
complains() { grep -qF -- "$1" "$scratch/err"; }
at_most_80_columns() { ! grep -nE '^.{81}' "$scratch/out"; }
# json EXPRESSION: of `it`, what was printed; it must be true.
json() { python3 -c 'import json,sys; it = json.load(open(sys.argv[1])); sys.exit(not eval(sys.argv[2]))' "$scratch/out" "$1"; }

host=$(hostname)
aoe_net_begin 3
ip -n "$namespace" link set c2 down

table_checks() {
	truncate -s 3M "$scratch/disk.7.3"
	truncate -s 5G "$scratch/disk.65534.254"
	vblade_on 7 3 t0
	vblade_on 65534 254 t1
	check "targets are listed without a driver" targets --interfaces c0,c1,c2
	check "one a line" grep -Eq "^e7\.3 +3\.0 MiB +Coraid EtherDrive vblade +7\.3:${host:0:16}" "$scratch/out"
	check "with the way to it" grep -Eq '^ +c0 from 52:54:00:00:0a:00, [0-9]+\.[0-9]{2} ms, firmware 4019$' "$scratch/out"
	check "and the other one" grep -Eq '^e65534\.254 5\.0 GiB ' "$scratch/out"
	check "a card that is down is named" says "Not asked, because down: c2"
	check "and not raised" grep -q DOWN <(ip -n "$namespace" -brief link show c2)
	check "80 columns are enough" at_most_80_columns
	printf 'd-i netroot/interfaces string c1\n' >"$scratch/answers"
	check "the cards of the answers are taken" targets --answers "$scratch/answers" --json
	check "and no others" json '[t["target"] for t in it["targets"]] == ["e65534.254"]'
}

json_checks() {
	check "the same for programs" targets --interfaces "c0 c1 c2" --json
	check "says who has seen it" json 'it["seen_by"] == "protocol" and not it["why"] and not it["too_many"]'
	check "numbers are numbers" json '[(t["shelf"], t["slot"], t["bytes"]) for t in it["targets"]] == [(7, 3, 3 << 20), (65534, 254, 5 << 30)]'
	check "each path is there" json 'all(0 < p["round_trip_us"] < 10**6 and p["firmware"] == 0x4019 and p["buffers"] == 16 and p["sectors_per_frame"] == 2 for t in it["targets"] for p in t["paths"])'
	check "model and serial number" json 'it["targets"][0]["model"] == "Coraid EtherDrive vblade" and it["targets"][0]["serial"].startswith("7.3:")'
	check "every card, up or down" json '[(c["name"], c["up"]) for c in it["cards"]] == [("c0", True), ("c1", True), ("c2", False)]'
	check "no doubts" json 'all(t["doubts"] == [] for t in it["targets"])'
	servers_end
	check "an empty network is no failure" targets --interfaces c0 --json
	check "and an empty list" json 'it["targets"] == []'
	check "in words" targets --interfaces c0
	check "as well" says "No target answered."
}

doubt_checks() {
	fabric --targets 3 --imposter 0.1 t0
	check "an imposter is listed" targets --interfaces c0
	check "and flagged" says "         ! two servers answer for e0.1 on c0:"
	check "for programs" targets --interfaces c0 --json
	check "at its target alone" json '[len(t["doubts"]) for t in it["targets"]] == [0, 2, 0]'
	servers_end
}

events() { grep -c "\"event\":\"$1\",\"target\":{\"target\":\"$2\"" "$scratch/watched" || true; }
in_time() { # COMMAND…: until it is true, for half a minute
	local tries
	for ((tries = 0; tries < 300; tries++)); do
		"$@" && return
		sleep 0.1
	done
	return 1
}
has_seen() { [ "$(events "$1" "$2")" = 1 ]; }

watch_checks() {
	local status=0
	vblade_on 7 3 t0
	ip netns exec "$namespace" setpriv --bounding-set=-all,+net_raw "$netroot" targets --watch --json \
		--interfaces c0,c1 >"$scratch/watched" 2>"$scratch/err" &
	watcher=$!
	check "a watch tells what is there" in_time has_seen came e7.3
	vblade_on 65534 254 t1
	check "what comes" in_time has_seen came e65534.254
	kill "${servers[1]}"
	check "and what goes" in_time has_seen gone e65534.254
	check "and nothing of the one that stays" test "$(events gone e7.3)$(events changed e7.3)" = 00
	kill -INT "$watcher"
	wait "$watcher" || status=$?
	watcher=''
	check "interrupting it is no failure" test "$status" = 0
	check "each line is JSON" python3 -c 'import json,sys; [json.loads(line)["event"] for line in open(sys.argv[1])]' "$scratch/watched"
	servers_end
}

# On a terminal the table is drawn again; util-linux' script has one.
is_drawn_again() { [ "$(grep -c '^e7\.3 ' "$scratch/out")" -gt 1 ]; }
terminal_checks() {
	vblade_on 7 3 t0
	ip netns exec "$namespace" script -qec "'$netroot' targets --watch --interfaces c0" /dev/null \
		</dev/null >"$scratch/out" 2>&1 &
	watcher=$!
	check "a terminal is drawn on more than once" in_time is_drawn_again
	check "from its top" says $'\033[H\033[2J'
	kill "$watcher"
	wait "$watcher" || true
	watcher=''
	servers_end
}

refusal_checks() {
	check "without CAP_NET_RAW it fails" fails_with 1 sh -c \
		"ip netns exec $namespace setpriv --bounding-set=-all '$netroot' targets --interfaces c0 >'$scratch/out' 2>'$scratch/err'"
	check "with what is missing" complains "CAP_NET_RAW"
	check "and nothing else" test ! -s "$scratch/out"
	check "a card that is not there is a wrong call" fails_with 2 targets --interfaces c9
	check "and named with the option" complains "--interfaces names c9, which is not there"
	check "cards that are all down are an error" fails_with 1 targets --interfaces c2
	check "that names them" complains "no card is up: c2 down"
	check "without a real card there is none to ask" fails_with 1 targets
	check "which is said" complains "no Ethernet interface was found"
	check "--json belongs to it alone" fails_with 2 "$netroot" undo --json
	check "a full disk is noticed" fails_with 1 sh -c \
		"ip netns exec $namespace '$netroot' targets --interfaces c0 >/dev/full 2>'$scratch/err'"
}

# A folder that plays the machine: what its driver knows.
driver_checks() {
	local sys=$scratch/machine/sys
	mkdir -p "$sys/block/etherd!e0.4"
	check "a folder without the driver is an error" fails_with 1 targets --root "$scratch/machine"
	check "that says so" complains "the aoe driver is not loaded"
	mkdir -p "$sys/module/aoe"
	echo 8388608 >"$sys/block/etherd!e0.4/size"
	echo down,closewait >"$sys/block/etherd!e0.4/state"
	echo ens3 >"$sys/block/etherd!e0.4/netif"
	echo 22a2d701e9ca >"$sys/block/etherd!e0.4/mac"
	check "with one it is listed" targets --root "$scratch/machine"
	check "whose view it is" says "As the kernel's driver sees it: a folder plays the machine."
	check "as the driver has it" grep -Eq '^e0\.4 +4\.0 GiB ' "$scratch/out"
	check "with its state" says "state down,closewait"
	check "for programs" targets --root "$scratch/machine" --json
	check "too" json 'it["seen_by"] == "driver" and it["targets"][0]["paths"][0]["round_trip_us"] is None'
}

table_checks
json_checks
doubt_checks
watch_checks
terminal_checks
refusal_checks
driver_checks
checks_end
