# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A network of veth pairs in a namespace of its own, to be sourced: clients at c0, c1…, targets at t0, t1…
# Wants $scratch and $tools, the folder of aoe_fabric and aoe_probe; $probe_output is where `probe` leaves its words.

namespace=netroot-aoe-$$
servers=()

aoe_net_begin() { # PAIRS [MTU]
	local i
	ip netns add "$namespace"
	for ((i = 0; i < $1; i++)); do
		ip -n "$namespace" link add "c$i" address "52:54:00:00:0c:0$i" mtu "${2:-1500}" type veth \
			peer name "t$i" address "52:54:00:00:0a:0$i" mtu "${2:-1500}"
		ip -n "$namespace" link set "c$i" up
		ip -n "$namespace" link set "t$i" up
	done
}

servers_end() {
	local pid
	for pid in "${servers[@]}"; do
		kill "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
	servers=()
}

aoe_net_end() {
	servers_end
	ip netns del "$namespace" 2>/dev/null || true
}

serve() { # WORD-THAT-IT-PRINTS COMMAND...: in the background
	local word=$1 log tries
	shift
	log=$scratch/server.${#servers[@]}
	: >"$log"
	ip netns exec "$namespace" "$@" >"$log" 2>&1 &
	servers+=("$!")
	for ((tries = 0; tries < 100; tries++)); do
		grep -q "$word" "$log" && return
		sleep 0.1
	done
	echo "$* did not start: $(cat "$log")" >&2
	exit 1
}

fabric() { serve ready "$tools/aoe_fabric" "$@"; }
vblade_on() { serve pid vblade "${@:4}" "$1" "$2" "$3" "$scratch/disk.$1.$2"; } # SHELF SLOT INTERFACE [OPTION]...

# With no privilege but CAP_NET_RAW, which is what the installer's probing must do with.
probe() {
	ip netns exec "$namespace" setpriv --bounding-set=-all,+net_raw "$tools/aoe_probe" "$@" >"$scratch/out" 2>&1
}
