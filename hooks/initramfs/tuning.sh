# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# How large AoE's frames are and how the driver waits for answers. Decided here, before the root is
# mounted, and nowhere else: the running system goes on with the same driver and the same links.
# Sourced by scripts/local-top/netroot (klibc tools alone), which has read NETROOT_MTU, NETROOT_DEADSECS
# and NETROOT_MAXOUT. Installed as /usr/lib/netroot/tuning.sh, and there in the initrd, too.
# NETROOT_ROOT: another root folder, for tests.

# The kernel's own: after that the disk has failed for good, and a mounted root with it.
kernel_deadsecs=180
# A week. Not 0 (never): the driver would then stay with a server that has died although another answers.
root_deadsecs=604800

# Upper and lower case, 0a and a: one number per MAC address.
mac_number() { # aa:bb:cc:dd:ee:ff
	IFS=:
	# shellcheck disable=SC2086 # split at the colons
	set -- $1
	unset IFS
	echo $((0x${1:-0})).$((0x${2:-0})).$((0x${3:-0})).$((0x${4:-0})).$((0x${5:-0})).$((0x${6:-0}))
}

is_number() {
	case $1 in
	"" | *[!0-9]*) return 1 ;;
	esac
}

# NETROOT_MTU is "9000" for all ports, or "52:54:00:12:34:56=9000 …" for those that are named.
wanted_mtu() { # /sys/class/net/NAME
	read -r address <"$1/address" || return 1
	address=$(mac_number "$address")
	for word in $NETROOT_MTU; do
		case $word in
		*=*) [ "$(mac_number "${word%=*}")" = "$address" ] || continue ;;
		esac
		is_number "${word##*=}" || continue
		echo "${word##*=}"
		return 0
	done
	return 1
}

refused_mtu=

# Once refused by the card, not tried again: this is called four times a second.
set_mtu() { # /sys/class/net/NAME
	mtu=$(wanted_mtu "$1") || return 0
	read -r present <"$1/mtu" || return 0
	[ "$present" != "$mtu" ] || return 0
	case " $refused_mtu " in
	*" $1 "*) return 0 ;;
	esac
	(echo "$mtu" >"$1/mtu") 2>/dev/null && return 0
	refused_mtu="$refused_mtu $1"
	say "${1##*/} does not take the MTU $mtu (NETROOT_MTU) and stays at $present"
}

set_parameter() { # NAME VALUE
	(echo "$2" >"${NETROOT_ROOT:-}/sys/module/aoe/parameters/$1") 2>/dev/null ||
		say "the driver does not take $1=$2"
}

# Without a word in netroot.conf, what modprobe.d or aoe.aoe_deadsecs= set stays; the kernel's default does not.
tune_driver() {
	deadsecs=$NETROOT_DEADSECS
	if ! is_number "$deadsecs"; then
		read -r present <"${NETROOT_ROOT:-}/sys/module/aoe/parameters/aoe_deadsecs" || return 0
		[ "$present" != $kernel_deadsecs ] || deadsecs=$root_deadsecs
	fi
	! is_number "$deadsecs" || set_parameter aoe_deadsecs "$deadsecs"
	! is_number "$NETROOT_MAXOUT" || set_parameter aoe_maxout "$NETROOT_MAXOUT"
}

# A disk that answers, and whose first read, with frames larger than the smallest MTU takes, never ends: its
# name and its bytes in a frame are in $lost and $lost_payload.
large_frames_are_lost() {
	for disk in "${NETROOT_ROOT:-}"/sys/block/etherd!e*; do
		[ -e "$disk/payload" ] || continue
		read -r lost_payload <"$disk/payload"
		read -r completed _ <"$disk/stat"
		read -r reading _ <"$disk/inflight"
		# shellcheck disable=SC2034 # for the message
		lost=${disk##*!}
		[ "$lost_payload" -le 1024 ] || [ "$completed" -gt 0 ] || [ "$reading" = 0 ] || return 0
	done
	return 1
}
