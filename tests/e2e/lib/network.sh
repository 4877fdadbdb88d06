# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# The network: a namespace with one bridge in it. The host's own interfaces are never touched.

net_name=
net_pids=()
net_owner=
lab_ipv4=10.77.7
lab_target=e0.0

in_net() { ip netns exec "$net_name" "$@"; }

net_begin() {
	net_name=netroot-lab-$$
	net_owner=$BASHPID
	ip netns add "$net_name"
	in_net ip link set lo up
	in_net ip link add br0 type bridge
	in_net ip addr add "$lab_ipv4.1/24" dev br0
	# no waiting for duplicates: nobody else is here, and dnsmasq wants the address at once
	in_net ip addr add fd77:7::1/64 dev br0 nodad
	in_net ip link set br0 up
	add_tap vm0
}

add_tap() { # NAME [BRIDGE]
	in_net ip tuntap add "$1" mode tap
	in_net ip link set "$1" master "${2:-br0}" up
}

# Of the server's interface and of the ways to the machines.
network_mtu() { # BYTES
	local link
	for link in $(in_net ls /sys/class/net); do
		[ "$link" = lo ] || in_net ip link set "$link" mtu "$1"
	done
}

# Another segment, with nothing of the first one in it.
add_segment() { # BRIDGE
	in_net ip link add "$1" type bridge
	in_net ip link set "$1" up
}

# Only by the process that made it: a fleet's machines have others.
net_end() {
	if [ -z "$net_name" ] || [ "$net_owner" != "$BASHPID" ]; then return 0; fi
	for pid in "${net_pids[@]}"; do
		kill "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
	net_pids=()
	ip netns del "$net_name"
	net_name=
}

# The subshell and ip exec in place, so $! is the program itself. What is started while a machine runs
# must not keep the machines' lock when that has ended.
net_start() { # LOG COMMAND...
	local log=$1
	shift
	(
		[ -z "${vm_lock_fd:-}" ] || exec {vm_lock_fd}>&-
		exec ip netns exec "$net_name" "$@"
	) >>"$log" 2>&1 &
	started_pid=$!
	net_pids+=("$started_pid")
}

target_begin() { # SHELF SLOT IMAGE [BRIDGE [VBLADE_OPTION...]]
	local log=$lab/vblade-$1.$2${4:+.$4}.log
	rm -f "$log"
	net_start "$log" vblade "${@:5}" "$1" "$2" "${4:-br0}" "$3"
	target_pid=$started_pid
	poll 10 grep -qs "pid" "$log" || die "vblade did not start: $(cat "$log")"
	kill -0 "$target_pid" 2>/dev/null || die "vblade ended: $(cat "$log")"
}

target_end() {
	kill "$target_pid"
	wait "$target_pid" 2>/dev/null || true
}

# Router advertisements: iPXE waits 16 s for one where none comes. Short leases, so that a renewal
# can be seen in a run.
dhcp_begin() { # [ROOT_PATH [DNSMASQ_OPTION...]]
	: >"$lab/dnsmasq.log"
	net_start "$lab/dnsmasq.log" dnsmasq --keep-in-foreground --conf-file=/dev/null --port=0 \
		--interface=br0 --bind-interfaces --dhcp-authoritative --log-facility=- --log-dhcp \
		--dhcp-leasefile="$lab/dnsmasq.leases" --pid-file= --user=root \
		--dhcp-range="$lab_ipv4.100,$lab_ipv4.199,2m" \
		--enable-ra --dhcp-range=fd77:7::,ra-only ${1:+--dhcp-option=17,"$1"} "${@:2}"
	dhcp_pid=$started_pid
	poll 10 grep -q "started, version" "$lab/dnsmasq.log" || die "dnsmasq did not start: $(cat "$lab/dnsmasq.log")"
}

# Takes files by PUT into $lab/web and gives them by GET; its address in $web_url.
web_begin() {
	rm -rf "$lab/web" "$lab/web.port"
	mkdir -p "$lab/web"
	net_start "$lab/web.log" python3 "$lab_files/../system/upload_server.py" "$lab/web.port" "$lab/web" "$lab_ipv4.1"
	poll 10 test -s "$lab/web.port" || die "the web server did not start: $(cat "$lab/web.log")"
	web_url=http://$lab_ipv4.1:$(cat "$lab/web.port")
}

dhcp_end() {
	kill "$dhcp_pid"
	wait "$dhcp_pid" 2>/dev/null || true
}

# poll SECONDS COMMAND...: until the command succeeds.
poll() {
	local until=$((SECONDS + $1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$until" ] || return 1
		sleep 0.2
	done
}
