# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154  # the parts share their variables
# Reads and writes on a running prepared system while something happens to its disk, and what it has to say of
# it afterwards. The program is put into the image before it starts.

# Files of the image's root file system, without mounting it.
root_offset=$((4096 * 512))

image_put() { # FILE PATH
	printf 'rm %s\nwrite %s %s\n' "$2" "$1" "$2" | debugfs -w -f - "$lab_disk?offset=$root_offset" >"$lab/debugfs.log" 2>&1
	printf 'cat %s\n' "$2" | debugfs -f - "$lab_disk?offset=$root_offset" 2>/dev/null | grep -qF -- "$(head -n 1 "$1")" ||
		die "$2 could not be put into the image: $(tail -n 2 "$lab/debugfs.log")"
}

image_get() { # PATH FILE
	rm -f "$2"
	debugfs -R "dump $1 $2" "$lab_disk?offset=$root_offset" >"$lab/debugfs.log" 2>&1
	[ -s "$2" ] || die "$1 could not be read from the image: $(tail -n 2 "$lab/debugfs.log")"
}

# The system's kernel and initrd without boot ROM and boot loader, which are not what these runs are about.
system_boot() { # NAME NIC [QEMU_ARGUMENT...]; $boot_options: further words of the kernel's command line
	local version
	version=$(debugfs -R "ls -p /boot" "$lab_disk?offset=$root_offset" 2>/dev/null | sed -n 's|.*/vmlinuz-\([^/]*\)/.*|\1|p')
	image_get "/boot/vmlinuz-$version" "$lab/vmlinuz"
	image_get "/boot/initrd.img-$version" "$lab/initrd"
	vm_begin "$@" -monitor "unix:$lab/monitor.sock,server=on,wait=off" -kernel "$lab/vmlinuz" -initrd "$lab/initrd" \
		-append "root=/dev/etherd/$lab_target""p1 ro console=ttyS0,115200 mitigations=off ${boot_options:-}"
	require "the initramfs finds the root disk" wait_for "netroot: /dev/.* is there after [0-9]+ s" 900
	note "${console_match#netroot: }"
	require "login prompt is reached" wait_for "login: " 900
	require "root can log in" console_login root netroot
}

# Rounds of 1 MiB, past the page cache: written, read, compared. What counts is in files of /run, which can be read
# while the disk stands still: rounds done, seconds that the longest took, and the rounds that failed.
put_load() {
	cat >"$lab/load.sh" <<-'END'
		mkdir -p /run/load
		cd /run/load || exit 1
		head -c 1M /dev/urandom >seed
		: >failed
		round=0 longest=0
		while [ ! -e stop ]; do
			read -r from _ </proc/uptime
			file=/var/tmp/load.$((round % 8))
			dd if=seed of=$file bs=64k oflag=direct conv=fsync status=none 2>>failed || echo "round $round: write" >>failed
			dd if=$file bs=64k iflag=direct status=none 2>>failed | cmp -s - seed || echo "round $round: read" >>failed
			read -r to _ </proc/uptime
			took=$((${to%.*} - ${from%.*}))
			[ $took -le $longest ] || longest=$took
			round=$((round + 1))
			echo $longest >longest
			echo $round >rounds
		done
		echo ended >ended
	END
	image_put "$lab/load.sh" /root/load.sh
}

load_begins() {
	require "reads and writes are under way" console_run 'setsid bash /root/load.sh </dev/null >/dev/null 2>&1 & sleep 1; true'
	require "… and come round" poll 60 load_passed 3
}

rounds_done() { # in $output; the shell's own reading, for no program may be had from the disk
	console_run 'echo $(</run/load/rounds)' && [[ $output =~ ^[0-9]+$ ]]
}

load_passed() { # ROUNDS
	rounds_done && [ "$output" -ge "$1" ]
}

load_goes_on() { # NAME SECONDS
	rounds_done || true
	assert "$1" poll "$2" load_passed "$((${output:-0} + 4))"
}

load_stood_still() { # NAME
	rounds_done || true
	local before=$output
	rounds_done || true
	assert_equal "$1" "$before" "$output"
}

load_ends() {
	assert "the reads and writes come to an end" console_run 'touch /run/load/stop; for i in $(seq 120); do [ -e /run/load/ended ] && break; sleep 1; done; [ -e /run/load/ended ]'
	assert_output "none of them failed, and all was read as it was written" '' 'cat /run/load/failed'
	note_output "rounds of 1 MiB written and read; the longest in seconds" 'cat /run/load/rounds /run/load/longest | tr "\n" " "'
}

no_error_was_logged() {
	assert_output "the kernel has no I/O error to tell of" '' \
		'dmesg | grep -iE "I/O error|EXT4-fs (error|warning)|Remounting filesystem|aoe: .*(not up|failed|dead)"'
	assert_output "/ is writable" rw 'findmnt -no OPTIONS / | cut -d, -f1'
	note_output "what the kernel says of it" 'dmesg | grep -E "aoe: [^u]|hung|blocked for|netroot: |NIC Link" | tail -n 20'
}
