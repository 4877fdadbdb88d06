#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What settings of driver, queue and MTU do to the root disk's speed, on a running system in a virtual machine. All
# settings in turns, several rounds; the medians are printed, beside their ratio to the kernel's own settings.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../e2e/lab.sh"
. "$here/../e2e/lib/load.sh"

usage() {
	cat <<-END
		Usage: tuning.sh --disk IMAGE [--nic e1000|virtio-net-pci] [--rounds N] [--megabytes N]
		  --disk       made by tests/e2e/make-prepared-disk.sh; the run works on a copy
		  --rounds     of all settings (2)
		  --megabytes  to read and to write for one figure (16)
		Needs root. Ratios are what counts: server and machine are on one host.
	END
}

disk='' nic=e1000 rounds=2 megabytes=16
while [ $# -gt 0 ]; do
	case $1 in
	--disk) disk=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--rounds) rounds=${2-} && shift ;;
	--megabytes) megabytes=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$disk" ] || { usage >&2 && exit 2; }

# A setting is a line "NAME: COMMAND" of the machine; before each the kernel's own are set. A figure is KB/s.
put_bench() {
	cat >"$lab/bench.sh" <<-'END'
		megabytes=$1
		disk=/sys/block/etherd!e0.0
		queue=$disk/queue
		as_kernel() {
		  echo 64 >/sys/module/aoe/parameters/aoe_maxout
		  echo "$scheduler" >$queue/scheduler
		  echo "$ahead" >$queue/read_ahead_kb
		  echo "$request" >$queue/max_sectors_kb
		}
		maxout() { echo "$1" >/sys/module/aoe/parameters/aoe_maxout; }
		ask() { # the driver takes maxout and MTU from an answer
		  echo >/dev/etherd/discover
		  sleep 1
		}
		rate() { # KB COMMAND
		  local begin=${EPOCHREALTIME/./} kb=$1
		  shift
		  "$@" 2>/dev/null
		  printf ' %d' $((kb * 1000000 / (${EPOCHREALTIME/./} - begin)))
		}
		many_reads() { for j in 1 2 3 4; do dd if=/dev/etherd/e0.0 of=/dev/null bs=64k count=$((megabytes * 4)) skip=$((j * 3000)) iflag=direct & done; wait; }
		figures() { # NAME
		  printf 'figure %s' "$1"
		  rate $((megabytes * 1024)) dd if=/dev/etherd/e0.0 of=/dev/null bs=1M count=$megabytes skip=100 iflag=direct
		  rate $((megabytes * 1024)) many_reads
		  rate $((megabytes * 1024)) dd if=/dev/zero of=/var/tmp/bench bs=1M count=$megabytes oflag=direct
		  echo 3 >/proc/sys/vm/drop_caches
		  rate $((megabytes * 1024)) dd if=/dev/etherd/e0.0 of=/dev/null bs=64k count=$((megabytes * 16)) skip=3200
		  rate 2000 dd if=/dev/etherd/e0.0 of=/dev/null bs=4k count=500 skip=70000 iflag=direct
		  echo
		}
		scheduler=$(sed 's/.*\[\(.*\)\].*/\1/' $queue/scheduler)
		ahead=$(<$queue/read_ahead_kb) request=$(<$queue/max_sectors_kb)
		while IFS=: read -r name command; do
		  as_kernel
		  eval "$command"
		  ask
		  figures "$name"
		done
		as_kernel
		ask
	END
	image_put "$lab/bench.sh" /root/bench.sh
	echo "$settings" >"$lab/settings"
	image_put "$lab/settings" /root/settings
}

# shellcheck disable=SC2016 # for the machine
settings='kernel:
maxout-1: maxout 1
maxout-4: maxout 4
maxout-8: maxout 8
scheduler-none: echo none >$queue/scheduler
scheduler-deadline: echo mq-deadline >$queue/scheduler
read-ahead-1024: echo 1024 >$queue/read_ahead_kb
requests-128K: echo 128 >$queue/max_sectors_kb'

measure() { # REDIRECTION SUFFIX
	local round
	run_seconds=1800
	for round in $(seq "$rounds"); do
		require "round $round$2 is measured" console_run "bash /root/bench.sh $megabytes $1"
		grep '^figure' <<<"$output" | sed "s/^figure \([^ ]*\)/\1$2/" | tee -a "$lab/figures"
	done
}

table() {
	echo "KB/s: read 1M, four readers of 64k, write 1M, through the page cache, 4k reads one by one (ratio to kernel)"
	python3 - "$lab/figures" <<-'END'
		import statistics, sys
		rows = {}
		for line in open(sys.argv[1]):
		    name, *figures = line.split()
		    rows.setdefault(name, []).append([int(f) for f in figures])
		medians = {n: [statistics.median(c) for c in zip(*r)] for n, r in rows.items()}
		base = next(iter(medians.values()))
		for name, figures in medians.items():
		    print(f"{name:28}", *(f"{f:8.0f} ({f / b:4.2f})" for f, b in zip(figures, base)))
	END
}

lab_begin "tuning-$nic"
cp --sparse=always "$disk" "$lab/disk.img"
: >"$lab/figures"
put_bench
net_begin
network_mtu 9000
target_begin 0 0 "$lab/disk.img"
dhcp_begin
system_boot boot "$nic"
measure "</root/settings" ""
console_run 'ip link set ens3 mtu 9000; sleep 3; echo >/dev/etherd/discover; sleep 1; cat /sys/block/etherd!e0.0/payload'
note "MTU 9000: $output bytes in a frame"
measure "<<<kernel:" "-mtu-9000"
table
console_type poweroff
wait_vm_exit 240 || true
lab_end
