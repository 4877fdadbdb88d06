#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: of 32 clients that claim a target at once exactly one gets it, from vblade as from others
# Run: "$build/dev/tests"
# Real packet sockets on veth pairs in a network namespace. $1: the folder of aoe_fabric and aoe_probe.
# Needs root. ROUNDS=100 by default.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
tools=$(readlink -f "${1:?usage: $0 FOLDER-OF-AOE-PROBE}")
scratch=$(mktemp -d)
# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"
# shellcheck source=tests/system/lib/aoe-net.sh
. "$here/lib/aoe-net.sh"
trap 'aoe_net_end; rm -rf "$scratch"' EXIT
rounds=${ROUNDS:-100}

aoe_net_begin 2
truncate -s 1M "$scratch/disk.0.0"

claims() { probe claim c0 -- e0.0 "$1" && says "claim $2"; } # HOST STATE

keeper_checks() { # WHAT
	check "$1: a free target is claimed" claims one taken
	check "$1: claimed again by the same" claims one taken
	check "$1: held against another" claims two "held [netroot 1 host=one "
	probe release c0 -- e0.0 two || true
	check "$1: another cannot release it" says "released no"
	probe check c0 -- e0.0 one || true
	check "$1: it is still there" says "claim taken"
	check "$1: taken over knowingly" probe take-over c0 -- e0.0 two
	check "$1: by the other" says "claim taken"
	probe check c0 -- e0.0 one || true
	check "$1: the first one can see that" says "claim held [netroot 1 host=two "
	probe release c0 -- e0.0 two || true
	check "$1: released by its owner" says "released yes"
	probe discover c0 || true
	check "$1: the string is empty then" says "string=[]"
	probe race c0 -- e0.0 "$rounds" || true
	check "$1: 32 claim at once, $rounds rounds, one wins each" says "clients=32 rounds=$rounds exactly-one=$rounds two-or-more=0 troubles=0"
	probe claim c0 -- e0.0 stale || true
	probe race c0 -- e0.0 1 take-over || true
	check "$1: 32 take a stale claim over at once, one wins" says "rounds=1 exactly-one=1 two-or-more=0 troubles=0"
}

vblade_on 0 0 t0
keeper_checks vblade
check "vblade: a claim is there" claims one "held"
servers_end
vblade_on 0 0 t0
probe discover c0 || true
check "vblade: a new start of the server forgets it" says "string=[]"
servers_end

vblade_on 0 0 t0
vblade_on 0 0 t1
check "two vblades: a claim on both" probe claim c0 c1 -- e0.0 one
probe discover c0 c1 || true
check "two vblades: both say so" test "$(grep -c "string=\[netroot 1 host=one " "$scratch/out")" = 2
servers_end

for strings in kept strict; do
	fabric --strings $strings t0
	keeper_checks "target with strings $strings"
	servers_end
done
fabric --strings forgotten t0
check "a target that forgets strings is said to" claims one "not kept [the target accepts a config string and forgets it]"
servers_end
fabric --strings refused t0
check "a target that refuses strings is said to" claims one "not kept [the target does not know the command]"
servers_end
fabric --lost 100 --delay 3 t0
probe race c0 -- e0.0 20 || true
check "one frame in ten lost: still never two winners" grep -q "rounds=20 .* two-or-more=0" "$scratch/out"
servers_end
checks_end
