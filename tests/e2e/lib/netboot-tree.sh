# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# A server for network boot: what netroot-iso makes in $lab/www, by TFTP and by HTTP.

tree_port=8080
web_url=http://$lab_ipv4.1:$tree_port
tree_url=$web_url/netroot

# Sets packages and work, and the variable FLAG: yes when --FLAG is there, else empty. usage says what they are.
packages_and_work() { # FLAG ARGUMENT...
	local flag=$1
	shift
	packages='' work=''
	printf -v "$flag" ''
	while [ $# -gt 0 ]; do
		case $1 in
		--packages) packages=${2-} && shift ;;
		--work) work=${2-} && shift ;;
		"--$flag") printf -v "$flag" yes ;;
		--help) usage && exit 0 ;;
		*) usage >&2 && exit 2 ;;
		esac
		[ $# = 0 ] || shift
	done
	if [ ! -d "$packages" ] || [ -z "$work" ]; then usage >&2 && exit 2; fi
}

run_netroot_iso() { # PACKAGES WORK OPTION...
	local udebs=() udeb
	for udeb in "$1"/netroot-{disk,bootloader}_*.udeb; do
		udebs+=(--udeb "$udeb")
	done
	nice "$lab_files/../../iso-build/netroot-iso" --work "$2" "${udebs[@]}" "${@:3}"
}

# The tree, with the map $lab/map in the place of a target.
tree_make() { # PACKAGES WORK
	serial_answers | sed -E '/netroot\/target |partman-auto\/disk/d' >"$lab/fleet.cfg"
	echo 'd-i netroot/attach boolean true' >>"$lab/fleet.cfg"
	run_netroot_iso "$1" "$2" --netboot "$lab/www/netroot" --lean --base-url "$tree_url" --preseed "$lab/fleet.cfg" \
		--target-map "$lab/map" --append "$medium_console $medium_front mitigations=off"
}

web_serve() {
	net_start "$lab/web.log" busybox httpd -fvv -p "$lab_ipv4.1:$tree_port" -h "$lab/www"
}

tree_dhcp_begin() { # [DNSMASQ_OPTION...]
	local options
	mapfile -t options < <(tree_dhcp_options)
	dhcp_begin '' "${options[@]}" "$@"
}

# The tree's example for dnsmasq without what the laboratory has by itself, and by HTTP where it says so. Hosts with the tag
# pxelinux get that in iPXE's place.
tree_dhcp_options() {
	sed -E -e '/^(interface|bind-interfaces|port|dhcp-range)/d' -e '/^dhcp-boot=.*,boot\.ipxe$/d' -e '/^#dhcp-boot=.*http:/s/^#//' \
		-e 's/^#dhcp-boot=(.*,pxelinux\.0)/dhcp-boot=tag:pxelinux,\1/' -e '/^(#|$)/d' -e 's/^/--/' "$lab/www/netroot/dnsmasq.conf"
}
