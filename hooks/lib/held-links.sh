# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Which network interfaces must not go down because file systems or swap live behind them.
# Sourced; installed as /usr/lib/netroot/held-links.sh. NETROOT_ROOT: another root folder, for tests.

# /proc/mounts, /proc/swaps, and what is stacked (LVM, crypt) on an AoE disk or a partition of it.
aoe_in_use() {
	while read -r device _; do
		case $device in
		/dev/etherd/e[0-9]*) return 0 ;;
		esac
	done <<-END
		$(cat "${NETROOT_ROOT:-}/proc/mounts" "${NETROOT_ROOT:-}/proc/swaps" 2>/dev/null)
	END
	for holder in "${NETROOT_ROOT:-}"/sys/block/etherd!e*/holders/* \
		"${NETROOT_ROOT:-}"/sys/block/etherd!e*/etherd!e*/holders/*; do
		[ ! -e "$holder" ] || return 0
	done
	return 1
}

# What an interface is made of, all the way down: a bridge's ports, a bond's slaves, a VLAN's parent.
links_below() ( # NAME
	for below in "${NETROOT_ROOT:-}/sys/class/net/$1"/lower_*; do
		[ -e "$below" ] || continue
		echo "${below##*/lower_}"
		links_below "${below##*/lower_}"
	done
)

# One interface, those it is made of, and the bridge or bond it is part of.
link_and_neighbours() { # NAME
	echo "$1"
	links_below "$1"
	above=$(readlink "${NETROOT_ROOT:-}/sys/class/net/$1/master" || true)
	[ -z "$above" ] || echo "${above##*/}"
}

# The ports of NETROOT_MACS: the driver leaves one out of netif while it has lost frames, and a second way that
# is away for the moment must not be taken down for good.
configured_links() (
	conf=${NETROOT_ROOT:-}/etc/netroot/netroot.conf
	NETROOT_MACS=
	# shellcheck source=/dev/null
	[ ! -r "$conf" ] || . "$conf"
	macs=" $(echo "$NETROOT_MACS" | tr A-F a-f) "
	for link in "${NETROOT_ROOT:-}"/sys/class/net/*; do
		[ -e "$link/device" ] || continue
		read -r address <"$link/address" || continue
		case $macs in
		*" $address "*) echo "${link##*/}" ;;
		esac
	done
)

# Names, one per line; nothing when no AoE disk is in use. netif is a comma separated list.
held_links() {
	aoe_in_use || return 0
	for name in $(configured_links); do
		link_and_neighbours "$name"
	done
	for netif in "${NETROOT_ROOT:-}"/sys/block/etherd!e*/netif; do
		[ -e "$netif" ] || continue
		read -r names <"$netif" || continue
		IFS=,
		for name in $names; do
			unset IFS
			link_and_neighbours "$name"
		done
		unset IFS
	done
}

is_held() { # NAME
	for held in $(held_links); do
		[ "$held" != "$1" ] || return 0
	done
	return 1
}
