# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# A server for network boot: the tree that netroot-iso makes, by TFTP and by HTTP, with the dnsmasq.conf in it.

tree_port=8080

# Under $lab/www, where the web server begins. The answers are the unattended ones without a target; what the
# installer logs goes to the second serial port too, by its own init: nothing is added to the tree.
tree_make() { # PACKAGES WORK: with the map $lab/map
	local log=/var/log udebs=() udeb
	sed -E -e '/netroot\/target |partman-auto\/disk/d' -e "/preseed\/early_command/s,\$,$(log_to_serial)," \
		"$lab_files/../../iso-build/preseed/unattended.cfg" >"$lab/fleet.cfg"
	echo 'd-i netroot/attach boolean true' >>"$lab/fleet.cfg"
	for udeb in "$1"/netroot-{disk,bootloader}_*.udeb; do
		udebs+=(--udeb "$udeb")
	done
	"$lab_files/../../iso-build/netroot-iso" --work "$2" --netboot "$lab/www/netroot" --lean "${udebs[@]}" \
		--base-url "http://$lab_ipv4.1:$tree_port/netroot" --preseed "$lab/fleet.cfg" --target-map "$lab/map" \
		--append "$medium_console $medium_front mitigations=off"
}

log_to_serial() {
	local file
	for file in syslog partman; do
		printf '; echo "ttyS1::respawn:/usr/bin/tail -n +1 -f /var/log/%s" >> /etc/inittab' "$file"
	done
	printf '; kill -HUP 1'
}

tree_serve() {
	net_start "$lab/web.log" busybox httpd -fvv -p "$lab_ipv4.1:$tree_port" -h "$lab/www"
}

tree_dhcp_begin() { # [DNSMASQ_OPTION...]
	local options
	mapfile -t options < <(tree_dhcp_options)
	dhcp_begin '' "${options[@]}" "$@"
}

# The tree's example for dnsmasq without what the laboratory has by itself, and by HTTP where it says so.
tree_dhcp_options() {
	sed -E -e '/^(interface|bind-interfaces|port|dhcp-range)/d' -e '/^dhcp-boot=.*,boot\.ipxe$/d' -e '/^#dhcp-boot=.*http:/s/^#//' \
		-e '/^(#|$)/d' -e 's/^/--/' "$lab/www/netroot/dnsmasq.conf"
}
