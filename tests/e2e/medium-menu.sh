#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The medium by itself, by its own boot menu on a serial console: without answers it waits for a person, its rescue
# entry shows the partitions of the network disk, and with answers the automatic entry counts down and starts.
# 20 minutes without KVM; not among the tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"

usage() {
	cat <<-END
		Usage: medium-menu.sh --packages DIR --work DIR --disk IMAGE [--no-rescue]
		  --packages   folder with the packages that debian/make-packages makes
		  --work       cache of iso-build/netroot-iso, about 2 GB
		  --disk       made by make-prepared-disk.sh, for the rescue entry; the run works on a copy
		  --no-rescue  menus alone
	END
}

packages='' work='' disk='' rescue=yes
while [ $# -gt 0 ]; do
	case $1 in
	--packages) packages=${2-} && shift ;;
	--work) work=${2-} && shift ;;
	--disk) disk=${2-} && shift ;;
	--no-rescue) rescue= ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
if [ ! -d "$packages" ] || [ -z "$work" ]; then usage >&2 && exit 2; fi
if [ -n "$rescue" ] && [ ! -r "$disk" ]; then usage >&2 && exit 2; fi

# Answers to what is not netroot's, so that the rescue entry comes to its own question.
person_answers='priority=critical locale=C.UTF-8 keymap=us hostname=netroot domain=example.org netroot/target=e0.0'

make_iso() { # NAME [OPTION...]: udebs in their newest version
	local udebs=() udeb
	for udeb in "$packages"/netroot-{disk,bootloader}_*.udeb; do
		udebs+=(--udeb "$udeb")
	done
	"$here/../../iso-build/netroot-iso" --work "$work" --output "$lab/$1.iso" --lean "${udebs[@]}" \
		--append "console=ttyS0,115200n8 mitigations=off ${person_answers}" "${@:2}"
}

menu_of() { # NAME
	vm_memory=1536
	vm_machine=pc
	vm_begin "$1" e1000 -device VGA -drive "file=$lab/$1.iso,media=cdrom,readonly=on,format=raw" -boot d -no-reboot
	screen_open serial "$console"
	require_screen "$1: the medium's own menu is on the serial console" "Debian .* on a network disk" 120
}

by_hand_waits() {
	menu_of by-hand
	require_screen "by-hand: it has the entries for a person" "Install onto a network disk.*Expert install.*Rescue" 20
	refute_screen "by-hand: … and no automatic one" "Automatic"
	sleep 45
	assert "by-hand: it waits" person has "Install onto a network disk.*Rescue"
	refute "by-hand: nothing was started" grep -aq "Linux version" "$console"
	selected_has "by-hand: Enter would start the wizard, with no answers" "initrd=/install/initrd.gz console="
}

# Tab shows the kernel parameters of the selected entry, which has no cursor on it.
selected_has() { # NAME REGEX
	press Tab
	assert "$1" screen_wait "$2" 20
	press Esc
}

rescue_shows_partitions() {
	press End
	selected_has "by-hand: the last entry is the rescue system" "rescue/enable=true"
	press Enter
	require "rescue: the kernel starts" wait_for "Linux version" 300
	note "$((SECONDS - vm_started)) s after power-on"
	require_screen "rescue: the disk is attached, its partitions are offered" "/dev/etherd/e0\.0p1" 1500
	note "$((SECONDS - vm_started)) s after power-on"
	print_screen
}

automatic_counts_down() {
	menu_of automatic
	require_screen "automatic: its entry names the data that is lost" "Automatic install: ERASES all data on e0\.0" 20
	require_screen "automatic: it counts down" "Automatic install in [0-9]+ seconds" 20
	require "automatic: … and starts" wait_for "Linux version" 600
	note "$((SECONDS - vm_started)) s after power-on"
}

refute() { # NAME COMMAND...
	if "${@:2}"; then not_ok "$1" "succeeded: ${*:2}"; else ok "$1"; fi
}
refute_screen() { refute "$1" person has "$2"; }

lab_begin medium-menu
make_iso by-hand
make_iso automatic --preseed "$here/../../iso-build/preseed/unattended.cfg"
net_begin
if [ -n "$rescue" ]; then
	cp --sparse=always "$disk" "$lab/disk.img"
	target_begin 0 0 "$lab/disk.img"
	dhcp_begin
fi
by_hand_waits
[ -z "$rescue" ] || rescue_shows_partitions
vm_end
automatic_counts_down
vm_end
lab_end
