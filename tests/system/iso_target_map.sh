#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: netroot-iso judges target maps as the installer does
# iso-build's check on the table that the installer's own unit test reads, with each awk that is here.
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$top/tests/system/lib/checks.sh"
# shellcheck source=iso-build/lib/target-map.sh
. "$top/iso-build/lib/target-map.sh"
table=$top/tests/fixtures/target-map/maps.txt
map=$scratch/map

accepted() { map_errors "$map" >"$scratch/out" && [ ! -s "$scratch/out" ]; }
# The installer ends at the first mistake; here all of them are listed, that one first.
refused_in_line() { map_errors "$map" >"$scratch/out" && head -n 1 "$scratch/out" | grep -q "^$map:$1: "; }

judges_the_table() { # with the awk of PATH
	local verdict text expected good=0 bad=0
	while IFS='|' read -r verdict text expected; do
		case $verdict in
		good) good=$((good + 1)) && set -- accepted ;;
		bad) bad=$((bad + 1)) && set -- refused_in_line "$expected" ;;
		*) continue ;;
		esac
		printf %b "$text" >"$map"
		"$@" || check "$verdict: $text" false
	done <"$table"
	check "$good good maps and $bad bad ones were judged" test "$good" -gt 10 -a "$bad" -gt 40
}

mkdir "$scratch/bin"
for awk in mawk gawk busybox; do
	program=$(command -v $awk) || continue
	ln -sfn "$program" "$scratch/bin/awk"
	echo "$awk:"
	PATH=$scratch/bin:$PATH judges_the_table
done
checks_end
