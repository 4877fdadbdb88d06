# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# What all installer runs look at: from power-on to partman with the network disk in its list.

attach_reached_partman() {
	require_log "the medium is found" "cdrom-detect: Detected CD" 600
	attach_led_partman "on the medium"
}

attach_led_partman() { # WHERE THE PACKAGES ARE
	require_log "the module aoe is taken from the .deb $1" \
		"netroot.*aoe\.ko for kernel .* taken from .*linux-image-.*\.deb" 900
	require_log "the target is attached" "netroot.*note the disk for the steps to come" 300
	require_log "disk detection goes by without a question" "Menu item 'partman-base' selected" 600
	require_log "partman sees the AoE disk" "(IN: |Request to )(OPEN|open) =dev=etherd=${lab_target/./\\.}" 300
	assert "no hard link of the disk is in partman's way" never_in_log "parted_server.*=dev=sda"
}
