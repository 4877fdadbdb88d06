#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: The packages are lintian clean, and the udebs together stay under 1.5 MB packed
# Run: "$packages"
set -eu

packages=${1:?usage: packages_lintian.sh DIR}
# As root, lintian says at each run that it would rather not be.
changes=$(find "$packages" -maxdepth 1 -name 'netroot_*.changes')
[ -n "$changes" ] || { echo "no netroot_*.changes in $packages" >&2; exit 1; }
lintian --allow-root --fail-on error,warning "$changes"

total=0
for udeb in "$packages"/*.udeb; do
  total=$((total + $(stat -c %s "$udeb")))
done
echo "udebs in all: $total bytes"
[ "$total" -lt 1500000 ]
