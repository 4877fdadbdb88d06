# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# The virtual machine. One at a time on a host, whoever starts it: the lock is held while it runs.
# Several of one run: fleet.sh.

vm_pid=
vm_lock=${NETROOT_VM_LOCK:-/tmp/netroot-vm.lock}
vm_mac=52:54:00:77:00:01
vm_tap=vm0
# Without graphics the BIOS shows its screen on the serial line. A boot program that writes there by itself would
# have each letter twice; for that one: pc, and -device VGA.
vm_machine=pc,graphics=off

# A boot sector that says K and leaves tells whether KVM is there at all; nested without hardware
# help it is, and slower than TCG, so the time counts too.
kvm_is_real() {
	local sector=$lab/kvm-probe.img begin
	printf '\xba\xf8\x03\xb0K\xee\xba\xf4\x00\xb0\x10\xee\xf4\xeb\xfd' >"$sector"
	truncate -s 510 "$sector"
	printf '\x55\xaa' >>"$sector"
	begin=${EPOCHREALTIME/./}
	timeout 10 qemu-system-x86_64 -accel kvm -m 16 -nodefaults -display none -serial stdio \
		-device isa-debug-exit,iobase=0xf4,iosize=1 -drive "file=$sector,format=raw" \
		2>/dev/null </dev/null | grep -q K || return 1
	[ $((${EPOCHREALTIME/./} - begin)) -lt 1500000 ]
}

vm_accelerator() {
	if [ -z "${accelerator:-}" ]; then
		if kvm_is_real; then accelerator=kvm; else accelerator=tcg,thread=multi; fi
		note "virtual machine runs by ${accelerator%%,*}"
	fi
}

# Same PCI slot for every model, so that the port's name is always ens3. The ROM is QEMU's own choice
# but for e1000: iPXE's for virtio is made for the device id 1041, and only a ROM that nobody named
# is given the id of the card that it is put on (1000).
vm_nic() { # MODEL: e1000 or virtio-net-pci
	local rom=
	[ "$1" != e1000 ] || rom=,romfile=/usr/lib/ipxe/qemu/pxe-e1000.rom
	echo "$1,netdev=lan,mac=$vm_mac,addr=3$rom"
}

vm_lock_take() {
	exec {vm_lock_fd}>"$vm_lock"
	flock -n "$vm_lock_fd" || note "waiting for another virtual machine to end"
	# in short pieces: a signal's trap runs only between commands
	until flock -w 2 "$vm_lock_fd"; do :; done
}

vm_lock_leave() {
	[ -n "${vm_lock_fd:-}" ] || return 0
	exec {vm_lock_fd}>&-
	vm_lock_fd=
}

vm_begin() { # NAME NIC ARGUMENT...: serial 0 is the console, serial 1 a second log
	local name=$1 nic=$2
	shift 2
	vm_accelerator
	vm_lock_take
	console=$lab/$name.console
	second=$lab/$name.second
	rm -f "$console" "$second" "$lab/$name.sock"
	ip netns exec "$net_name" qemu-system-x86_64 -accel "$accelerator" \
		-machine "$vm_machine" -cpu max -smp 2 -m "${vm_memory:-1024}" \
		-nodefaults -display none -no-user-config \
		-chardev "socket,id=con,path=$lab/$name.sock,server=on,wait=on" -serial chardev:con \
		-chardev "file,id=second,path=$second" -serial chardev:second \
		-netdev "tap,id=lan,ifname=$vm_tap,script=no,downscript=no" -device "$(vm_nic "$nic")" \
		-device virtio-rng-pci "$@" >"$lab/$name.qemu.log" 2>&1 {vm_lock_fd}>&- &
	vm_pid=$!
	vm_started=$SECONDS
	poll 20 test -S "$lab/$name.sock" || die "QEMU did not start: $(cat "$lab/$name.qemu.log")"
	console_open "$lab/$name.sock"
}

# The cable of a card, by the name of its -netdev ("lan"); the machine was begun with -monitor unix:$lab/monitor.sock.
vm_link() { # NAME on|off
	echo "set_link $1 $2" | socat -t 1 - "UNIX-CONNECT:$lab/monitor.sock" >>"$lab/monitor.log"
}

vm_runs() { [ -n "$vm_pid" ] && kill -0 "$vm_pid" 2>/dev/null; }
vm_is_gone() { ! vm_runs; }

wait_vm_exit() { # SECONDS: true when it ended by itself
	poll "$1" vm_is_gone
}

vm_end() {
	[ -n "$vm_pid" ] || return 0
	kill "$vm_pid" 2>/dev/null || true
	wait "$vm_pid" 2>/dev/null || true
	vm_pid=
	screen_close
	console_close
	vm_lock_leave
}

# For the disk $lab_disk after a poweroff: not only ended, but nothing left to replay.
image_is_clean() { # [PARTITION'S FIRST SECTOR]
	local state
	vm_end
	state=$(dumpe2fs -h "$lab_disk?offset=$((${1:-4096} * 512))" 2>/dev/null)
	grep -qE '^Filesystem state: *clean$' <<<"$state" && ! grep -q needs_recovery <<<"$state"
}
