# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# "Attach a network disk" by keys, from the first screen to the attached disk e0.0. Beside it there are e0.1, which
# holds data, and a second card.

# The item comes by itself; Esc leads to the installer's menu, where it is picked. At priority medium it asks all that
# has a default, too, and the menu is shown between all items.
welcome_by_keys() {
	require_screen "the installer comes to our item, which says what will happen" "Install onto a network disk.*boot ROM" 1200
	note "$((SECONDS - vm_started)) s after power-on"
	press F1
	require_screen "F1 shows help" "Help" 30
	press Esc
	require_screen "Esc closes it" "Go Back.*Yes.*No" 30
	press Esc
	require_screen "Esc leads back to the installer's menu" "Choose the next step in the install process" 60
	screenshot menu
	change_priority medium
	pick_from_menu "Attach a network disk"
	require_screen "picked from the menu, it asks again" "Install onto a network disk.*boot ROM" 60
	require "Yes can be reached by Tab" press_until Tab has ">>Yes<<"
	screenshot welcome
	press Enter
}

cards_by_keys() {
	require_screen "both cards are listed, with their addresses" "ens3 .*52:54:00:77:00:01.* ens5 .*52:54:00:77:00:02" 60
	press_until Down has "> \[.\] ens5" || true
	! person has "> \[\*\] ens5" || press Space
	assert "a card can be left out" person has "\[\*\] ens3 .*> \[ \] ens5"
	screenshot cards
	press Esc
	require_screen "Esc goes back to the first screen" "Install onto a network disk.*boot ROM" 30
	require "… where Yes still stands" press_until Tab has ">>Yes<<"
	press Enter
	require_screen "forward again" "Network cards" 30
	assert "what was marked stays marked" person has "\[\*\] ens3 .*\[ \] ens5"
	press Enter
}

driver_by_keys() {
	require_screen "the driver is fetched, with its progress" "Loading the driver.* [0-9.]+ [KM]iB of " 120
	screenshot driver
}

# The list is alive: a target that comes up while it is shown appears in it.
targets_by_keys() {
	require_screen "the targets are listed" "Network disk to install on.* e0\.0 .* e0\.1 " 600
	truncate -s 1G "$lab/late.img"
	target_begin 1 0 "$lab/late.img"
	require_screen "a target that comes up later appears by itself" " e1\.0 " 120
	require "the cursor moves to the disk with data" press_until Down has "> e0\.1 "
	assert "its contents are shown" person has "archive"
	screenshot targets
	press Enter
	require_screen "choosing it asks whether the data may be lost, and names it" "give up the data.*archive" 120
	assert "… with No as the answer of who presses Enter" person has ">>No<<"
	screenshot overwrite
	press Enter
	require_screen "No leads back to the list" "Network disk to install on" 60
	require "the cursor moves to the empty disk" press_until Up has "> e0\.0 "
	press Enter
}

summary_by_keys() {
	require_screen "an empty disk is taken without a warning; its second name is asked" "Second name" 120
	press Enter
	require_screen "all changes are listed before they are made" "Summary of the changes.*e0\.0" 60
	screenshot summary
	press Esc
	require_screen "Esc goes back from there, too" "Second name" 30
	press Enter
	require_screen "and forward" "Summary of the changes" 60
	press Enter
}

attach_by_keys() {
	welcome_by_keys
	cards_by_keys
	driver_by_keys
	targets_by_keys
	summary_by_keys
	require_screen "the disk is attached, and what the PXE server needs is shown" \
		"network disk is attached.*sanboot.*aoe:e0\.0" 300
	screenshot result
	press_until Tab has ">>Continue<<" || true
	press Enter
	change_priority high
}
