# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# debian-installer from our medium. The medium is used as it is; the kernel and initrd on it are
# started directly, for a serial console and for an observer: one file more in the initrd, which
# copies the installer's log files to the second serial port while they grow. A medium with answers
# is started as its menu's automatic entry would be.

medium_open() { # ISO
	local file
	medium=$1
	for file in vmlinuz initrd.gz; do
		rm -f "$lab/$file"
		xorriso -osirrox on -indev "$medium" -extract "/install/$file" "$lab/$file" >"$lab/xorriso.log" 2>&1 ||
			die "$medium has no /install/$file: $(tail -n 2 "$lab/xorriso.log")"
	done
	chmod u+w "$lab/initrd.gz"
	rm -f "$lab/automatic.gz"
	xorriso -osirrox on -indev "$medium" -extract /install/automatic.gz "$lab/automatic.gz" >"$lab/xorriso.log" 2>&1 &&
		cat "$lab/automatic.gz" >>"$lab/initrd.gz"
	add_observer
}

# Only the file, not its folders: the kernel would put a folder in the place of a link such as /lib.
# A cpio archive behind another one must begin at a multiple of four.
add_to_initrd() { # FOLDER FILE-IN-IT
	local size
	size=$(stat -c %s "$lab/initrd.gz")
	truncate -s $(((size + 3) / 4 * 4)) "$lab/initrd.gz"
	(cd "$1" && echo "$2" | cpio --quiet -o -H newc) >>"$lab/initrd.gz"
}

add_observer() {
	local script=usr/lib/debian-installer-startup.d/S11observer
	rm -rf "$lab/observer"
	mkdir -p "$lab/observer/${script%/*}"
	cat >"$lab/observer/$script" <<-'END'
		for log in syslog partman; do
			( until [ -e /var/log/$log ]; do sleep 1; done
			  exec tail -n +1 -f /var/log/$log ) </dev/null >/dev/ttyS1 2>/dev/null &
		done
	END
	chmod 755 "$lab/observer/$script"
	add_to_initrd "$lab/observer" "$script"
}

# In the place of the medium's preseed file: its answers but netroot's, which a person is to give, and which
# disk to partition, which follows from them.
medium_asks() {
	mkdir -p "$lab/asking"
	grep -v -e '^d-i netroot/' -e '^d-i partman-auto/disk' "$lab_files/../../iso-build/preseed/unattended.cfg" >"$lab/asking/preseed.cfg"
	add_to_initrd "$lab/asking" preseed.cfg
}

# How the installer shows itself: as plain lines on the serial console, with nothing asked that has an answer.
# A run in which somebody is there to answer sets the first; one with a screen sets both.
medium_front='DEBIAN_FRONTEND=text priority=critical'
medium_console='console=ttyS0,115200n8'
medium_hardware=()

# The first thing the installer must not do is touch another disk: there is none.
medium_boot() { # NAME NIC [KERNEL PARAMETER...]
	local name=$1 nic=$2
	shift 2
	vm_memory=${medium_memory:-1536}
	vm_begin "$name" "$nic" -drive "file=$medium,media=cdrom,readonly=on,format=raw" -boot d -no-reboot \
		-kernel "$lab/vmlinuz" -initrd "$lab/initrd.gz" "${medium_hardware[@]}" \
		-append "$medium_console $medium_front mitigations=off $*"
}

# By its own boot menu, which isolinux shows on the serial line too where there is a VGA card.
medium_menu_boot() { # NAME NIC ISO
	local vm_machine=pc
	vm_memory=${medium_memory:-1536}
	vm_begin "$1" "$2" -device VGA -drive "file=$3,media=cdrom,readonly=on,format=raw" -boot d -no-reboot \
		"${medium_hardware[@]}"
}

# The installer's log, in the same way as the console. Error dialogs end the wait: a human would
# be asked something, and nobody is there.
log_mark=0
# No pipe: grep -q ends at the first match, tail by SIGPIPE, and pipefail would call that a failure.
log_has() { # EXTENDED_REGEX
	LC_ALL=C grep -aqE -- "$1" < <(tail -c +$((log_mark + 1)) "$second")
}

log_or_trouble() {
	log_has "$1" || vm_is_gone ||
		LC_ALL=C grep -aqE "Configuring '.*' failed with error code|Installation step failed" "$second" "$console"
}

wait_for_log() { # REGEX SECONDS
	poll "$2" log_or_trouble "$1" && log_has "$1"
}

explain_installer() {
	echo "last lines of the installer's log:"
	tail -n 25 "$second" | tr -d '\r' | cut -c1-180 | sed 's/^/  | /'
}

# As require, with the installer's log in place of the console's.
require_log() { # NAME REGEX SECONDS
	if wait_for_log "$2" "$3"; then
		ok "$1"
		note "$((SECONDS - vm_started)) s after power-on"
	else
		not_ok "$1" "not seen within $3 s: $2"
		explain_installer
		abort
	fi
}

never_in_log() { # REGEX
	! LC_ALL=C grep -aE -- "$1" "$second"
}

make_target_disk() { # GIB
	rm -f "$lab/disk.img"
	truncate -s "${1}G" "$lab/disk.img"
}
