#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The wizard where no serial line is: on the Linux console of the text installer, and in the graphical installer.
# On the console only up to the list of targets, which every screen of the way there shows.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034,SC2054
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/medium.sh"

usage() {
	cat <<-END
		Usage: wizard-vga.sh --iso FILE [--graphical] [--screens DIR]
		  --iso        medium made by iso-build/netroot-iso with an unattended preseed file: what is not
		               netroot's is answered by that
		  --graphical  it was made with --graphical
		  --screens    put pictures (PNG) of the screens there
	END
}

iso='' kind=vt
while [ $# -gt 0 ]; do
	case $1 in
	--iso) iso=${2-} && shift ;;
	--graphical) kind=gtk ;;
	--screens) screens=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$iso" ] || { usage >&2 && exit 2; }
[ -z "$screens" ] || mkdir -p "$screens"

boot_with_screen() {
	rm -f "$lab/qmp.sock"
	medium_front=
	medium_console=vga=788
	medium_memory=2048
	medium_hardware=(-device VGA -qmp "unix:$lab/qmp.sock,server=on,wait=off")
	medium_boot "installer-$kind" e1000
	poll 20 test -S "$lab/qmp.sock"
	screen_open vga "$lab/qmp.sock"
}

# The console's letters can be read off the picture.
wizard_on_console() {
	require_screen "the wizard opens on the Linux console" "Install onto a network disk.*boot ROM" 1200
	note "$((SECONDS - vm_started)) s after power-on"
	press Esc
	require_screen "Esc leads back to the installer's menu" "Choose the next step in the install process" 60
	press Enter
	require_screen "picked from the menu, it asks again" "Install onto a network disk.*boot ROM" 60
	require "Yes can be reached by Tab" press_until Tab has ">>Yes<<"
	screenshot vt-welcome
	press Enter
	require_screen "the targets are listed" "Network disk to install on.* e0\.0 " 600
	assert "… with what is on them" screen_wait " e0\.0 .*blank" 60
	screenshot vt-targets
}

# Those of the graphical installer cannot, so the wizard is looked for in the machine, and the picture must move.
wizard_in_window() {
	require_log "the wizard runs in the graphical installer's terminal" "wizard runs: .*netroot wizard .*/run/netroot" 1200
	note "$((SECONDS - vm_started)) s after power-on"
	settled
	screenshot gtk-welcome
	press Enter # the focus is on Yes where no local disk is
	require_log "Yes leads on: the driver is loaded" "aoe\.ko for kernel .* taken from" 600
	settled
	screenshot gtk-targets
	press Enter
	settled
	screenshot gtk-summary
	press Enter
	require_log "the summary leads on: the disk is attached" "netroot.*note the disk for the steps to come" 300
	settled
	press Enter
	require_log "the installer goes on with the answers, although its front end went down" "Menu item 'partman-base' selected" 900
}

settled() { person still 5 || note "the picture goes on changing"; }

# Says once in the log when the wizard's own process is there.
add_wizard_observer() {
	local script=usr/lib/debian-installer-startup.d/S12wizard-observer
	mkdir -p "$lab/observer/${script%/*}"
	cat >"$lab/observer/$script" <<-'END'
		processes() { for process in /proc/[0-9]*; do tr '\0' ' ' <$process/cmdline; echo; done; }
		( until processes 2>/dev/null | grep '^[^ ]*netroot wizard' >/tmp/wizard-runs; do sleep 2; done
		  logger "wizard runs: $(head -n 1 /tmp/wizard-runs)" ) </dev/null >/dev/null 2>&1 &
	END
	chmod 755 "$lab/observer/$script"
	add_to_initrd "$lab/observer" "$script"
}

lab_begin "wizard-$kind"
medium_open "$iso"
medium_asks
add_wizard_observer
make_target_disk 4
net_begin
target_begin 0 0 "$lab/disk.img"
dhcp_begin
boot_with_screen
if [ $kind = vt ]; then wizard_on_console; else wizard_in_window; fi
vm_end
lab_end
