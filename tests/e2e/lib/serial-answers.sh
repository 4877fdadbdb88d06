# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Answers for an installation that is watched over serial lines and by nothing that is not in the medium itself.

unattended_answers=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../../iso-build/preseed/unattended.cfg

# The unattended answers, with time for DHCP on a busy host. What the installer logs goes to the second serial port
# too, by its own init: nothing is added to what is tested. (init puts an exec before the line, hence sh -c; a line
# with "once" is not run when the preseed file comes by the network, when init is past that.)
serial_answers() {
	sed -E -e '/netcfg\/dhcp_timeout/s/[0-9]+$/90/' -e "/preseed\/early_command/s,\$,$(log_to_serial)," "$unattended_answers"
}

log_to_serial() {
	local file
	for file in /var/log/syslog /var/log/partman; do
		printf "; echo \"ttyS1::respawn:sh -c 'until [ -e %s ]; do sleep 2; done; exec tail -n +1 -f %s'\" >> /etc/inittab" "$file" "$file"
	done
	printf '; kill -HUP 1'
}
