#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Time in the initramfs, from /init's start to the mounted AoE root, by the kernel's clock: netroot's
# script, the one in aoetools, and one that does what the recipe of 2009 does. Kernel and initrd are
# started directly, with the same disk, card and DHCP server beside, in turns. Ratios are what counts.
# shellcheck source-path=SCRIPTDIR disable=SC2154,SC2034
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../e2e/lab.sh"
. "$here/../e2e/lib/prepared-system.sh"

usage() {
	cat <<-END
		Usage: initramfs.sh --disk IMAGE [--nic e1000|virtio-net-pci] [--rounds N] [--limit SECONDS]
		  --disk    made by tests/e2e/make-prepared-disk.sh; the run works on copies
		  --rounds  boots of each variant (3), the median counts; one that fails is not tried again
		  --limit   from power-on; a variant without its root by then never gets it (120)
		Needs root, and busybox for the recipe's ifconfig.
	END
}

disk='' nic=e1000 rounds=3 limit=120
while [ $# -gt 0 ]; do
	case $1 in
	--disk) disk=${2-} && shift ;;
	--nic) nic=${2-} && shift ;;
	--rounds) rounds=${2-} && shift ;;
	--limit) limit=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ -r "$disk" ] || { usage >&2 && exit 2; }

# The initrds are made in a second copy of the system, so that all boot from the very same disk.
open_system() {
	cp --sparse=always "$disk" "$lab/system.img"
	part_loop=$(losetup -f --show -o $((root_start * 512)) --sizelimit $((root_sectors * 512)) "$lab/system.img")
	root_uuid=$(blkid -p -s UUID -o value "$part_loop")
	mounted=$lab/system
	mkdir -p "$mounted"
	mount "$part_loop" "$mounted"
	mount_for_chroot
	kernel=$(basename "$mounted"/boot/vmlinuz-*)
	cp "$mounted/boot/$kernel" "$lab/vmlinuz"
}

# make_initrd NAME SCRIPT: SCRIPT must be in it, and no other script of the same purpose.
make_initrd() {
	local scripts
	note "making the initrd: $1"
	chroot "$mounted" mkinitramfs -o "/run/$1" "${kernel#vmlinuz-}" >"$lab/mkinitramfs.log" 2>&1 ||
		die "mkinitramfs failed: $(tail -n 3 "$lab/mkinitramfs.log")"
	cp "$mounted/run/$1" "$lab/$1.initrd"
	scripts=$(chroot "$mounted" lsinitramfs "/run/$1" | sed -n 's|^scripts/local-top/||p' | grep -v '^ORDER$')
	[ "$scripts" = "$2" ] || die "initrd $1 has in local-top: $scripts; wanted: $2"
	rm "$mounted/run/$1"
}

# No variant resumes: the wait for a swap partition is not what is measured.
remove_netroot() {
	rm "$mounted"/usr/share/initramfs-tools/{hooks,scripts/local-top}/netroot \
		"$mounted/etc/initramfs-tools/conf.d/zz-netroot"
	echo RESUME=none >"$mounted/etc/initramfs-tools/conf.d/resume"
}

# In the place of aoetools' own, as the recipe has it: every eth* up, modprobe, one query.
add_recipe() {
	cat >"$mounted/etc/initramfs-tools/scripts/local-top/aoe" <<-'END'
		#!/bin/sh
		[ "${1:-}" != prereqs ] || { echo udev && exit 0; }
		case $ROOT in /dev/etherd/e*) ;; *) exit 0 ;; esac
		for port in /sys/class/net/eth*; do
			ifconfig "${port##*/}" up
		done
		udevadm settle
		modprobe aoe
		udevadm settle
		aoe-discover
	END
	chmod 755 "$mounted/etc/initramfs-tools/scripts/local-top/aoe"
}

# The initrd of 2009 had a busybox with ifconfig; today's has only if busybox is installed.
add_ifconfig() {
	cp "$(command -v busybox)" "$mounted/usr/bin/busybox"
	chroot "$mounted" busybox true || die "this host's busybox does not run in the prepared system"
	cat >"$mounted/etc/initramfs-tools/hooks/ifconfig" <<-'END'
		#!/bin/sh
		[ "${1:-}" != prereqs ] || { echo && exit 0; }
		. /usr/share/initramfs-tools/hook-functions
		copy_exec /usr/bin/busybox /usr/bin
		ln -s busybox "$DESTDIR/usr/bin/ifconfig"
	END
	chmod 755 "$mounted/etc/initramfs-tools/hooks/ifconfig"
}

make_initrds() {
	trap 'clean; lab_clean' EXIT
	open_system
	make_initrd netroot netroot
	remove_netroot
	make_initrd stock aoe
	add_recipe
	make_initrd recipe aoe
	add_ifconfig
	make_initrd ifconfig aoe
	clean
	trap lab_clean EXIT
	rm "$lab/system.img"
}

static=ip=$lab_ipv4.50::$lab_ipv4.1:255.255.255.0::ens3:off
variants=(netroot netroot-uuid stock-dhcp stock-static recipe recipe-eth)
declare -A seconds title=(
	[netroot]="netroot" [netroot-uuid]="netroot, root=UUID="
	[stock-dhcp]="aoetools, ip=dhcp" [stock-static]="aoetools, static ip="
	[recipe]="like the recipe" [recipe-eth]="like the recipe, with busybox and net.ifnames=0")
declare -A initrd=([netroot]=netroot [netroot-uuid]=netroot [stock-dhcp]=stock
	[stock-static]=stock [recipe]=recipe [recipe-eth]=ifconfig)
declare -A parameters=([stock-dhcp]="ip=dhcp" [stock-static]=$static [recipe-eth]="net.ifnames=0")

# The kernel writes the slash of the name as an exclamation mark, some versions as it is.
root_mounted='\[ *[0-9.]+\] EXT4-fs \(etherd[!/]e0\.0p1\): mounted'
clock_at() { LC_ALL=C grep -aoE "$1" "$console" | sed -n '1s/^\[ *\([0-9.]*\).*/\1/p'; }

# break=bottom: the shell after the mount, so that no system starts and writes to the disk.
boot_once() { # VARIANT: its seconds, or "never", into the file of that name
	local root=/dev/etherd/e0.0p1 took=never
	[ "$1" != netroot-uuid ] || root=UUID=$root_uuid
	vm_begin "$1" "$nic" -kernel "$lab/vmlinuz" -initrd "$lab/${initrd[$1]}.initrd" -no-reboot \
		-append "console=ttyS0,115200 ro break=bottom root=$root ${parameters[$1]:-}"
	if wait_for "$root_mounted|\\(initramfs\\) " "$limit" && [[ $console_match == *mounted ]]; then
		took=$(awk -v a="$(clock_at '\[ *[0-9.]+\] Run /init as init process')" \
			-v b="$(clock_at "$root_mounted")" 'BEGIN { printf "%.1f", b - a }')
	fi
	vm_end
	note "${title[$1]}: $took"
	echo "$took" >>"$lab/$1.seconds"
}

measure() {
	local round name
	for name in "${variants[@]}"; do rm -f "$lab/$name.seconds"; done
	for ((round = 0; round < rounds; round++)); do
		for name in "${variants[@]}"; do
			grep -qs never "$lab/$name.seconds" || boot_once "$name"
		done
	done
	for name in "${variants[@]}"; do seconds[$name]=$(median "$lab/$name.seconds"); done
}

median() { # never when one boot failed
	! grep -x never "$1" || return 0
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

print_table() {
	local name reference=never
	for name in stock-dhcp stock-static; do
		[ "$reference" != never ] || reference=${seconds[$name]}
	done
	echo "| initramfs script | root mounted after | against aoetools |"
	echo "|---|---|---|"
	for name in "${variants[@]}"; do
		awk -v title="${title[$name]}" -v s="${seconds[$name]}" -v of="$reference" 'BEGIN {
			print "| " title " | " (s == "never" ? s : s " s") " | " \
				(s == "never" || of == "never" ? "-" : sprintf("%.2f", s / of)) " |" }'
	done
	echo "median of $rounds, $nic, ${kernel#vmlinuz-}, ${accelerator%%,*}"
}

lab_begin bench-initramfs
cp --sparse=always "$disk" "$lab/disk.img"
make_initrds
net_begin
target_begin 0 0 "$lab/disk.img"
dhcp_begin
measure
print_table
lab_clean
