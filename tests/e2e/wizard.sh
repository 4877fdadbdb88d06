#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A person installs: debian-installer from the medium on a serial console, the wizard by keys from the installer's
# menu on, the rest of the installation, reboot by the script that the wizard published, login. An hour and more
# without KVM; not among the tests of every change.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2016,SC2034,SC2054
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/lab.sh"
. "$here/lib/medium.sh"
. "$here/lib/install-asserts.sh"
. "$here/lib/wizard-attach.sh"
. "$here/lib/wizard-bootable.sh"

usage() {
	cat <<-END
		Usage: wizard.sh --iso FILE [--screens DIR] [--attach-only]
		  --iso          medium made by iso-build/netroot-iso with an unattended preseed file: what is not
		                 netroot's is answered by that
		  --screens      put pictures (PNG) of the screens there
		  --attach-only  end when the disk is attached and the partitioner sees it
	END
}

iso='' nic=e1000 attach_only=
while [ $# -gt 0 ]; do
	case $1 in
	--iso) iso=${2-} && shift ;;
	--screens) screens=${2-} && shift ;;
	--attach-only) attach_only=yes ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$iso" ] || { usage >&2 && exit 2; }
[ -z "$screens" ] || mkdir -p "$screens"

# A disk that somebody has data on, and a card that is not the one.
other_hardware() {
	rm -f "$lab/data.img"
	truncate -s 2G "$lab/data.img"
	mkfs.ext4 -q -L archive "$lab/data.img"
	target_begin 0 1 "$lab/data.img"
	medium_hardware=(-netdev hubport,id=aside,hubid=1
		-device "e1000,netdev=aside,mac=52:54:00:77:00:02,addr=5,romfile=")
}

# The locale of the answers, C.UTF-8, does not tell console-setup what it wants to know, and in debconf of the new
# system the preseed file has no say yet.
answer_meanwhile() {
	require_screen "console-setup asks for its character set" "Character set to support" 3600
	press Enter
}

preseed_repeats() { # LINE: of the file of answers, kept in the installed system
	console_run "grep -Fx '$1' /var/log/installer/netroot-preseed.cfg"
}

answers_are_kept() {
	assert "the answers are kept: the disk" preseed_repeats 'd-i netroot/target string e0.0'
	assert "… the card" preseed_repeats 'd-i netroot/interfaces string ens3'
	assert "… the kernel options" preseed_repeats 'd-i netroot/kernel-options string quiet'
	assert "… where the script was published" preseed_repeats "d-i netroot/sanboot/publish string $web_url/disk.ipxe"
	assert_output "… for nobody else to read" 600 'stat -c %a /var/log/installer/netroot-preseed.cfg'
	assert "the kernel was given the option that was typed" console_run 'grep -w quiet /proc/cmdline'
	assert "the boot ROM took the script from where it was published" grep -q 'GET /disk.ipxe.* 200' "$lab/web.log"
}

lab_begin wizard
medium_open "$iso"
medium_asks
medium_front=
make_target_disk 4
net_begin
target_begin 0 0 "$lab/disk.img"
other_hardware
dhcp_begin
web_begin
medium_boot installer "$nic"
screen_open serial "$console"
attach_by_keys
require_log "the partitioner is led to the disk" "Menu item 'partman-base' selected" 600
if [ -n "$attach_only" ]; then
	lab_end
	exit
fi
install_reached_bootloader
bootable_by_keys
bootable_is_done
install_reached_end
dhcp_end
dhcp_begin '' "--dhcp-boot=$web_url/disk.ipxe"
installed_system_runs "$nic" netroot
answers_are_kept
installed_system_ends
lab_end
