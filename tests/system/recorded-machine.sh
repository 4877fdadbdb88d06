#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# recorded-machine.sh: makes a folder that plays a machine with network cards and AoE targets, for
# `netroot attach --root DIR --dry-run`. The same arguments give the same machine, byte for byte where it shows.
# Without root; 10,000 targets take 2 s on a tmpfs. For others to call.
#
#   recorded-machine.sh DIR [--cards N] [--targets M] [--no-driver]
#     --cards    ens3 (carrier, 1 Gbit/s), ens4 (carrier, 10 Gbit/s, jumbo frames), ens5 (no carrier), ens6 (down),
#                then more without carrier; default 4
#     --targets  the first dozen are special (see special_targets below), the others blank disks; default 12
#
# Besides what the kernel shows in /sys and /proc there is
#   DIR/dev/etherd/eSHELF.SLOT            the disk, a sparse file
#   DIR/dev/etherd/identify/eSHELF.SLOT   the 512 bytes of its ATA IDENTIFY DEVICE, which ioctl(2) HDIO_GET_IDENTITY
#                                         gives on a real disk
set -euo pipefail
export LC_ALL=C

usage() {
	echo "usage: recorded-machine.sh DIR [--cards N] [--targets M] [--no-driver]" >&2
	exit 2
}

cards=4 targets=12 driver=yes machine=
while [ $# -gt 0 ]; do
	case $1 in
	--cards) cards=${2:?} && shift ;;
	--targets) targets=${2:?} && shift ;;
	--no-driver) driver= ;;
	-*) usage ;;
	*) [ -z "$machine" ] || usage; machine=$1 ;;
	esac
	shift
done
[ -n "$machine" ] || usage
if [ -e "$machine" ] && [ -n "$(ls -A "$machine")" ]; then
	echo "recorded-machine.sh: $machine is there already and not empty; name another folder" >&2
	exit 2
fi
sys=$machine/sys
disks=$machine/dev/etherd
mkdir -p "$sys/class/net" "$sys/block" "$sys/module" "$disks/identify" "$machine"/{run,etc,proc/sys/kernel,var/log}
machine=$(readlink -f "$machine")
sys=$machine/sys disks=$machine/dev/etherd

# card NAME NUMBER DRIVER FLAGS CARRIER SPEED MTU
card() {
	local folder=$sys/class/net/$1
	mkdir -p "$folder/device"
	ln -s "../../../../bus/pci/drivers/$3" "$folder/device/driver"
	echo 1 >"$folder/type"
	printf '52:54:00:12:34:%02x\n' "$2" >"$folder/address"
	echo "$4" >"$folder/flags"
	echo "$5" >"$folder/carrier"
	echo "$6" >"$folder/speed"
	echo "$7" >"$folder/mtu"
}

make_cards() {
	local number
	mkdir -p "$sys/class/net/lo"
	echo 772 >"$sys/class/net/lo/type"
	for ((number = 0; number < cards; number++)); do
		case $number in
		0) card ens3 1 e1000e 0x1003 1 1000 1500 ;;
		1) card ens4 2 ixgbe 0x1003 1 10000 9000 ;;
		2) card ens5 3 e1000e 0x1003 0 -1 1500 ;;
		3) card ens6 4 r8169 0x1002 '' '' 1500 ;;
		*) card "enp$((number + 1))s0" $((number + 1)) igb 0x1003 0 -1 1500 ;;
		esac
	done
}

# The bytes of ATA words: each two swapped.
swapped() {
	local text=$1 at
	for ((at = 0; at < ${#text}; at += 2)); do
		printf '%s' "${text:at+1:1}${text:at:1}"
	done
}

zeros() { printf '\\0%.0s' $(seq "$1"); }
zeros20=$(zeros 20) zeros6=$(zeros 6) zeros418=$(zeros 418)

# identity NAME FIRMWARE MODEL, the latter two as swapped words of 8 and 40 bytes: bytes 20 to 39 are the serial
# number, 46 to 53 the firmware, 54 to 93 the model (ATA8-ACS, IDENTIFY DEVICE).
identity() {
	local s
	printf -v s '%-20s' "${1#e}:storage"
	s=${s:1:1}${s:0:1}${s:3:1}${s:2:1}${s:5:1}${s:4:1}${s:7:1}${s:6:1}${s:9:1}${s:8:1}
	printf -v serial '%-20s' "${1#e}:storage"
	s+=${serial:11:1}${serial:10:1}${serial:13:1}${serial:12:1}${serial:15:1}${serial:14:1}
	s+=${serial:17:1}${serial:16:1}${serial:19:1}${serial:18:1}
	# shellcheck disable=SC2059 # the format is the bytes between
	printf "$zeros20%s$zeros6%s%s$zeros418" "$s" "$2" "$3" >"$disks/identify/$1"
}

# target NAME SECTORS STATE CARD SERVER: what the driver shows of it. The disk itself comes after.
target() {
	local folder="$sys/block/etherd!$1"
	echo "$2" >"$folder/size"
	echo "$3" >"$folder/state"
	echo "$4" >"$folder/netif"
	echo "$5" >"$folder/mac"
}

vblade_firmware=$(swapped 'V25     ')
vblade_model=$(swapped 'Coraid EtherDrive vblade                ')
appliance_firmware=$(swapped '6.4.1   ')
appliance_model=$(swapped 'SRX4200-S Network Storage Appliance     ')

gib=$((1024 * 1024 * 2)) # sectors
# NAME SECTORS STATE CARD KIND, in the order of their names.
special_targets() {
	cat <<-END
		e0.0 $((4 * gib)) up ens3 blank
		e0.1 $((8 * gib)) up ens3 dos
		e0.2 $((20 * gib)) up ens3 gpt
		e0.3 $((16 * gib)) up ens4 whole
		e0.4 $((8 * gib)) up ens3 mounted
		e0.5 $((4 * gib)) down,closewait ens3 blank
		e0.6 $((gib / 2)) up ens3 blank
		e1.0 $((3 * 1024 * gib)) up ens4 blank
		e1.1 $((32 * gib)) up ens4 luks
		e1.2 $((2 * gib)) up ens4 swap
		e1.3 $((100 * gib)) up ens4 held
		e1.4 $((12 * gib)) up ens4 crowded
	END
}

# Behind them: 250 slots a shelf, from shelf 2 on.
blank_targets() { # HOW-MANY
	local number
	for ((number = 0; number < $1; number++)); do
		echo "e$((2 + number / 250)).$((number % 250)) $((8 * gib)) up ens$((3 + number % 2)) blank"
	done
}

ext4() { # DISK FIRST-SECTOR SECTORS LABEL
	mke2fs -q -F -t ext4 -O ^has_journal -L "$4" -U 00000000-0000-4000-8000-000000000001 \
		-E "offset=$(($2 * 512)),lazy_itable_init=1,nodiscard" "$1" "$(($3 / 2))k" >/dev/null 2>&1
}

table() { # DISK LABEL-TYPE, the partitions on stdin
	{ printf 'label: %s\nlabel-id: %s\n' "$2" "$3"; cat; } |
		sfdisk -q --no-reread --no-tell-kernel --wipe never "$1" >/dev/null 2>&1
}

# By hand: mkswap(8) of Debian 12 has no --offset. Version 1 of the header as the kernel's union swap_header has it.
swap_area() { # DISK FIRST-SECTOR SECTORS LABEL
	local last_page=$(($3 / 8 - 1)) bytes
	bytes=$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $((last_page & 255)) $((last_page >> 8 & 255)) \
		$((last_page >> 16 & 255)) $((last_page >> 24 & 255)))
	printf '%b' "\\x01\\0\\0\\0$bytes\\0\\0\\0\\0swap-uuid-16byte$4" |
		dd of="$1" bs=1 seek=$(($2 * 512 + 1024)) conv=notrunc status=none
	printf 'SWAPSPACE2' | dd of="$1" bs=1 seek=$(($2 * 512 + 4086)) conv=notrunc status=none
}

fat() { # DISK FIRST-SECTOR SECTORS LABEL
	mkfs.fat -F 32 -s 8 -i 12345678 -n "$4" --offset "$2" "$1" $(($3 / 2)) >/dev/null 2>&1
}

fill() { # KIND NAME
	local disk=$disks/$2
	case $1 in
	dos)
		printf '2048,%s,83,*\n%s,%s,82\n' $((6 * gib)) $((6 * gib + 2048)) $((gib)) | table "$disk" dos 0x01234567
		ext4 "$disk" 2048 $((6 * gib)) root
		swap_area "$disk" $((6 * gib + 2048)) "$gib" swap0
		;;
	gpt)
		printf '2048,%s,U\n%s,%s,L\n' $((gib / 2)) $((gib / 2 + 2048)) $((18 * gib)) |
			table "$disk" gpt 01234567-0123-0123-0123-0123456789AB
		fat "$disk" 2048 $((gib / 2)) EFI
		ext4 "$disk" $((gib / 2 + 2048)) $((18 * gib)) data
		;;
	whole) ext4 "$disk" 0 $((16 * gib)) backup ;;
	mounted)
		printf '2048,%s,83\n' $((7 * gib)) | table "$disk" dos 0x76543210
		ext4 "$disk" 2048 $((7 * gib)) srv
		: >"$disk"p1
		mkdir -p "$sys/block/etherd!$2/etherd!${2}p1"
		echo "/dev/etherd/${2}p1 /srv ext4 rw 0 0" >>"$machine/proc/mounts"
		;;
	luks) printf 'LUKS\272\276\0\1aes' | dd of="$disk" conv=notrunc status=none ;;
	swap)
		swap_area "$disk" 0 $((2 * gib)) swap1
		echo "/dev/etherd/$2 partition 2097148 0 -2" >>"$machine/proc/swaps"
		;;
	held)
		mkdir -p "$sys/block/etherd!$2/holders/dm-0" "$sys/block/dm-0/slaves/etherd!$2" "$sys/block/dm-0/dm"
		echo vg0-home >"$sys/block/dm-0/dm/name"
		;;
	crowded)
		local at
		for at in 1 2 3 4 5 6 7 8 9 10 11 12; do
			echo "$((2048 + (at - 1) * gib / 2)),$((gib / 2 - 2048)),L"
		done | table "$disk" gpt 01234567-0123-0123-0123-0123456789AC
		for at in 1 2 3 5 8; do
			ext4 "$disk" $((2048 + (at - 1) * gib / 2)) $((gib / 2 - 2048)) "volume $at"
		done
		;;
	esac
}

# Folders and files by the thousand are made by few processes: each shell loop below is of builtins alone.
make_targets() {
	local name sectors state card kind list=$machine/run/targets
	{ special_targets | head -n "$targets"; [ "$targets" -le 12 ] || blank_targets $((targets - 12)); } >"$list"
	sed "s|^\([^ ]*\).*|$sys/block/etherd!\1|" "$list" | xargs -r mkdir
	sort -u -k 2,2 "$list" | while read -r _ sectors _; do
		awk -v sectors="$sectors" -v folder="$disks" '$2 == sectors { print folder "/" $1 }' "$list" |
			xargs -r truncate -s $((sectors * 512))
	done
	while read -r name sectors state card kind; do
		if [ "$card" = ens3 ]; then
			target "$name" "$sectors" "$state" "$card" 22a2d701e9ca
			identity "$name" "$vblade_firmware" "$vblade_model"
		else
			target "$name" "$sectors" "$state" "$card" 003048b5c2d1
			identity "$name" "$appliance_firmware" "$appliance_model"
		fi
		[ "$kind" = blank ] || fill "$kind" "$name"
	done <"$list"
	rm "$list"
}

echo 6.1.0-50-amd64 >"$machine/proc/sys/kernel/osrelease"
echo bookworm >"$machine/etc/default-release"
printf 'proc /proc proc rw 0 0\n/dev/vda1 / ext4 rw 0 0\n' >"$machine/proc/mounts"
printf 'Filename Type Size Used Priority\n' >"$machine/proc/swaps"
if [ -n "$driver" ]; then
	mkdir -p "$sys/module/aoe/parameters"
	echo >"$sys/module/aoe/parameters/aoe_iflist"
	: >"$disks/discover"
	: >"$disks/interfaces"
fi
make_cards
make_targets
