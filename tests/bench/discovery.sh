#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The list of 1,000 AoE targets on 4 cards, each with its IDENTIFY on each card, from the test fabric on veth
# pairs in a network namespace; time from the first query to the full list. Beside it, in the same run and
# with the same frames: one target behind the other, as plain tools ask. 100 and 300 targets show what a
# target costs. (aoe-discover is no peer: it has the kernel's driver ask, whose list says nothing of cards
# and needs the driver, which asks a fabric for what it then attaches.)
#   discovery.sh FOLDER-OF-AOE-PROBE      of a release build; ROUNDS=5 by default. Needs root.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
tools=$(readlink -f "${1:?usage: $0 FOLDER-OF-AOE-PROBE}")
scratch=$(mktemp -d)
# shellcheck source=tests/system/lib/aoe-net.sh
. "$here/../system/lib/aoe-net.sh"
trap 'aoe_net_end; rm -rf "$scratch"' EXIT
rounds=${ROUNDS:-5}

milliseconds() { sed -n 's/^milliseconds //p' "$scratch/out"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
whole() { grep -q "targets=$1 paths=$((4 * $1)) identities=$((4 * $1))" "$scratch/out" || { cat "$scratch/out" && exit 1; }; }

aoe_net_begin 4
for targets in 100 300 1000; do
	fabric --targets "$targets" t0 t1 t2 t3
	for ((round = 0; round < rounds; round++)); do
		probe discover c0 c1 c2 c3
		whole "$targets"
		milliseconds
	done >"$scratch/times"
	echo "$targets targets on 4 cards: $(median <"$scratch/times") ms, median of $rounds ($(sort -n "$scratch/times" | xargs))"
	if [ "$targets" = 1000 ]; then
		probe one-by-one c0 c1 c2 c3 -- 9
		echo "the same, one behind the other: $(milliseconds) ms"
	fi
	servers_end
done
