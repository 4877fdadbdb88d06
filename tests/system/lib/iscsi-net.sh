# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# An iSCSI target beside the AoE ones, to be sourced behind aoe-net.sh: the targets' ends of the pairs move into a
# namespace of their own, or TCP would take the way through "lo". 10.77.0.1 is the client, 10.77.0.2 the portal.
# tgtd works in user space; nothing of the host's is asked or changed.

there=netroot-aoe-there-$$
tgt_socket=$scratch/tgtd # tgtd and tgtadm put the number of the control port behind it
tgt_port=17
tgt_pid=''

iscsi_net_begin() { # PAIRS: after aoe_net_begin
	local i
	ip netns add "$there"
	for ((i = 0; i < $1; i++)); do
		ip -n "$namespace" link set "t$i" netns "$there"
		ip -n "$there" link set "t$i" up
	done
	ip -n "$there" link set lo up
	ip -n "$namespace" address add 10.77.0.1/24 dev c0
	ip -n "$there" address add 10.77.0.2/24 dev t0
}

# tgtd does not end by SIGTERM.
iscsi_net_end() {
	if [ -n "$tgt_pid" ]; then
		kill -KILL "$tgt_pid" 2>/dev/null || true
		wait "$tgt_pid" 2>/dev/null || true
	fi
	tgt_pid=''
	ip netns del "$there" 2>/dev/null || true
}

serve_there() { namespace=$there serve "$@"; }

tgtadm_there() { TGT_IPC_SOCKET=$tgt_socket tgtadm -C $tgt_port --lld iscsi "$@"; }

tgt_begin() {
	local tries
	ip netns exec "$there" env TGT_IPC_SOCKET="$tgt_socket" tgtd -f -C $tgt_port \
		--iscsi portal=10.77.0.2:3260 >"$scratch/tgtd.log" 2>&1 &
	tgt_pid=$!
	for ((tries = 0; tries < 100; tries++)); do
		tgtadm_there --op show --mode target >/dev/null 2>&1 && return
		sleep 0.1
	done
	echo "tgtd did not start: $(cat "$scratch/tgtd.log")" >&2
	exit 1
}

tgt_target() { # NUMBER IQN FILE: as its LUN 1, for everybody
	tgtadm_there --op new --mode target --tid "$1" -T "$2"
	tgtadm_there --op new --mode logicalunit --tid "$1" --lun 1 -b "$3"
	tgtadm_there --op bind --mode target --tid "$1" -I ALL
}
