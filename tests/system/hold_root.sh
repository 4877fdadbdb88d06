#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: ports that carry an AoE root are held, others are not; the watchdog kicks a disk that stalls
# Run: "$build/dev/netroot-watchdog"
# The hooks' decisions on scratch trees of /proc and /sys, with an ifdown that only says its arguments.
# $1: the program netroot-watchdog.
set -eu

hooks=$(dirname "$(readlink -f "$0")")/../../hooks
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

same() { # NAME WANTED GOT
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
		echo "ok - $1"
	else
		failed=$((failed + 1))
		printf 'not ok - %s\n  # wanted: %s\n  # got: %s\n' "$1" "$2" "$3"
	fi
}

export NETROOT_ROOT="$scratch/root" NETROOT_LIB="$hooks/lib"
mkdir -p "$scratch/bin" "$NETROOT_ROOT/proc" "$NETROOT_ROOT/sys/class/net/ens3" \
	"$NETROOT_ROOT/sys/class/net/br0" "$NETROOT_ROOT/sys/block/etherd!e0.0/etherd!e0.0p2/holders"
printf '#!/bin/sh\necho "ifdown $*"\n' >"$scratch/bin/ifdown"
chmod +x "$scratch/bin/ifdown"
PATH=$scratch/bin:$PATH

netif() { echo "$1" >"$NETROOT_ROOT/sys/block/etherd!e0.0/netif"; }
mounted() { echo "$1 / ext4 rw 0 0" >"$NETROOT_ROOT/proc/mounts"; }
ifdown_says() { sh "$hooks/ifupdown/ifdown" "$@" 2>&1; }
generated() {
	rm -rf "$scratch/units"
	mkdir "$scratch/units"
	sh "$hooks/systemd/netroot-generator" "$scratch/units"
	find "$scratch/units" ! -type d -printf '%P\n' | sort | tr '\n' ' '
}

netif ens3
mounted /dev/etherd/e0.0p1
same "ifdown -a leaves the root's port out" \
	"ifdown -a --exclude=lo --exclude=ens3" "$(ifdown_says -a --exclude=lo)"
same "ifdown of the root's port does nothing" \
	"netroot: ens3 carries the AoE root disk and stays up" "$(ifdown_says ens3)"
same "ifdown of another port does what it was asked" "ifdown ens4" "$(ifdown_says ens4)"
same "the generator makes drop-ins and starts the watchdog" \
	"ifup@.service.d/50-netroot.conf networking.service.d/50-netroot.conf sysinit.target.wants/netroot-watchdog.service " \
	"$(generated)"

netif ens3,ens4
same "a target seen through two ports holds both" \
	"ifdown -a --exclude=ens3 --exclude=ens4" "$(ifdown_says -a)"

netif br0
ln -s ../ens3 "$NETROOT_ROOT/sys/class/net/br0/lower_ens3"
same "a bridge holds its port" "ifdown -a --exclude=br0 --exclude=ens3" "$(ifdown_says -a)"

rm "$NETROOT_ROOT/sys/class/net/br0/lower_ens3"
mkdir -p "$NETROOT_ROOT/sys/class/net/bond0" "$NETROOT_ROOT/sys/class/net/ens4"
ln -s ../bond0 "$NETROOT_ROOT/sys/class/net/br0/lower_bond0"
ln -s ../ens3 "$NETROOT_ROOT/sys/class/net/bond0/lower_ens3"
ln -s ../ens4 "$NETROOT_ROOT/sys/class/net/bond0/lower_ens4"
same "a bridge over a bond holds the bond's slaves" \
	"ifdown -a --exclude=br0 --exclude=bond0 --exclude=ens3 --exclude=ens4" "$(ifdown_says -a)"

netif ens3
mounted /dev/sda1
same "an AoE disk that nobody uses holds nothing" "ifdown ens3" "$(ifdown_says ens3)"
same "the generator makes nothing for a root elsewhere" "" "$(generated)"
touch "$NETROOT_ROOT/sys/block/etherd!e0.0/etherd!e0.0p2/holders/dm-0"
same "a volume group on a partition of it holds the port" "ifdown -a --exclude=ens3" "$(ifdown_says -a)"
rm -r "$NETROOT_ROOT/sys/block/etherd!e0.0"
same "a machine without AoE is not touched" "ifdown -a" "$(ifdown_says -a)"

disk="$scratch/root/sys/block/etherd!e1.2"
mkdir -p "$disk" "$scratch/root/dev/etherd"
watchdog() { "${1:?}" --once --root "$scratch/root" --interval-ms 10 --stall-ms 100 2>/dev/null; }
kicked() {
	: >"$scratch/root/dev/etherd/revalidate"
	watchdog "$program"
	cat "$scratch/root/dev/etherd/revalidate"
}
program=${1:?the program netroot-watchdog}
echo "1 0 8 5 2 0 16 9 1 7 8 0 0 0 0 0 0" >"$disk/stat"
echo "0 1" >"$disk/inflight"
same "the watchdog revalidates a disk that stands still" e1.2 "$(kicked)"
echo "0 0" >"$disk/inflight"
same "it leaves an idle disk alone" "" "$(kicked)"
mkdir -p "$scratch/root/sys/class/net/ens3/device"
echo ens3 >"$disk/netif"
echo 8704 >"$disk/payload"
ln -s /proc/version "$scratch/root/sys/class/net/ens3/mtu" # which can be read, not written
"$program" --once --root "$scratch/root" --interval-ms 10 --stall-ms 200 2>"$scratch/words"
said=$(grep -c 'cannot be set to 8740' "$scratch/words") || true
same "a port that does not take its MTU back is said, and does not fill the log" \
	yes "$([ "$said" -ge 1 ] && [ "$said" -le 6 ] && echo yes || echo "$said times")"
same "it refuses a time that is no number" \
	"netroot-watchdog: 2s: not a number of milliseconds in range" "$("$program" --stall-ms 2s 2>&1 || true)"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
