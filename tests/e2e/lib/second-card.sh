# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# An installation with two cards on the target's segment. One is pulled while the disk is written to, and plugged in
# again; then the other. Sourced behind medium.sh.

# Before medium_boot.
second_card() {
	add_tap vm1
	medium_hardware+=(-netdev "tap,id=lan2,ifname=vm1,script=no,downscript=no"
		-device "e1000,netdev=lan2,mac=52:54:00:77:00:02,addr=5,romfile="
		-monitor "unix:$lab/monitor.sock,server=on,wait=off")
}

# The bridge has what the machine's card sends and receives: frames through TAP since it was made.
tap_frames() { # TAP
	in_net sh -c "cd /sys/class/net/$1/statistics && echo \$((\$(cat rx_packets) + \$(cat tx_packets)))"
}

# So many frames more than before went through each of the taps.
have_carried() { # FRAMES TAP=BEFORE...
	local tap
	for tap in "${@:2}"; do
		[ $(($(tap_frames "${tap%=*}") - ${tap#*=})) -gt "$1" ] || return 1
	done
}

both_cards_carry() { # NAME SECONDS
	assert "$1" poll "$2" have_carried 2000 "vm0=$(tap_frames vm0)" "vm1=$(tap_frames vm1)"
}

second_card_is_used() {
	require_log "the base system is being installed" "Menu item 'bootstrap-base' selected" 1200
	both_cards_carry "both cards carry the disk's frames" 600
}

pulled() { # NETDEV LEFT-TAP WHAT
	local before=$SECONDS
	vm_link "$1" off
	assert "without $3 the installation goes on through the other" poll 600 have_carried 6000 "$2=$(tap_frames "$2")"
	vm_link "$1" on
	note "$3 was away for $((SECONDS - before)) s"
	both_cards_carry "with $3 back both are used again" 600
}

# The first card has the installer's address, too: the archive's packages wait while it is away.
cards_are_pulled_in_turns() {
	pulled lan2 vm0 "the second card"
	pulled lan vm1 "the first card"
	assert "the installer's kernel has no I/O error to tell of" never_in_log "I/O error|EXT4-fs error|Remounting filesystem read-only"
}
