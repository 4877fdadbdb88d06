#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: the sanboot script finds its NIC by MAC in a real iPXE, with and without DHCP
# Run: "$grubfix"
# iPXE gets grubfix's script by TFTP through one port, and the AoE target is behind another, on which
# no DHCP server answers. The target's boot sector says that it was reached. The DHCP lines are given
# to dnsmasq as they are. Needs root, qemu-system-x86, ipxe-qemu, dnsmasq-base, vblade, iproute2.
#   grubfix_sanboot.sh GRUBFIX
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

grubfix=$(readlink -f "$1")
work=${NETROOT_WORK:-/var/tmp/netroot-tests}
mkdir -p "$work"
scratch=$(mktemp -d "$work/sanboot.XXXXXX")
namespace=netroot-sanboot-$$
pids=()
clean_up() {
	for pid in "${pids[@]}"; do
		kill "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
	ip netns del "$namespace" 2>/dev/null || true
	rm -rf "$scratch"
}
trap clean_up EXIT
in_net() { ip netns exec "$namespace" "$@"; }
# In the background ip itself is named, so that $! is the program: a function would be one more process.
die() {
	echo "FAIL  $*"
	exit 1
}

# br0: where the disk is; br1: where the script comes from.
ip netns add "$namespace"
in_net ip link set lo up
for number in 0 1; do
	in_net ip link add "br$number" type bridge
	in_net ip tuntap add "vm$number" mode tap
	in_net ip link set "vm$number" master "br$number" up
	in_net ip addr add "10.77.5$number.1/24" dev "br$number"
	in_net ip link set "br$number" up
done

# A boot sector that writes its message with the BIOS and halts: mov si,msg; lodsb; int 10h … SeaBIOS holds
# the last character back until the cursor moves, so one more follows the message.
message='netroot: the disk was reached'
{
	printf '\x31\xc0\x8e\xd8\xbe\x18\x7c\xac\x84\xc0\x74\x09\xb4\x0e\xbb\x07\x00\xcd\x10\xeb\xf2\xf4\xeb\xfd'
	printf '%s.\0' "$message"
} >"$scratch/disk.img"
truncate -s 510 "$scratch/disk.img"
printf '\x55\xaa' >>"$scratch/disk.img"
truncate -s 64M "$scratch/disk.img" # below a cylinder of 255 x 63 sectors iPXE reads nothing
ip netns exec "$namespace" vblade 0 0 br0 "$scratch/disk.img" >"$scratch/vblade.log" 2>&1 &
pids+=($!)

mac=52:54:00:77:05:01
mkdir -p "$scratch/root/etc/netroot" "$scratch/tftp"
printf 'NETROOT_TARGET=e0.0\nNETROOT_MACS="52:54:00:77:05:99 %s"\n' "$mac" \
	>"$scratch/root/etc/netroot/netroot.conf"
script() { # OPTION…
	"$grubfix" --root "$scratch/root" sanboot --print script "$@" >"$scratch/tftp/netroot.gpxe"
}
chmod -R a+rX "$scratch"

serve() { # BRIDGE DNSMASQ-LINES-FILE
	ip netns exec "$namespace" dnsmasq --keep-in-foreground --conf-file="$2" --port=0 --interface="$1" --bind-interfaces \
		--dhcp-range="10.77.5${1#br}.10,10.77.5${1#br}.20,1h" --dhcp-leasefile="$scratch/leases.$1" \
		--user=root --log-facility="$scratch/dnsmasq.$1.log" &
	pids+=($!)
}
printf 'enable-tftp\ntftp-root=%s\ndhcp-boot=netroot.gpxe\n' "$scratch/tftp" >"$scratch/other.conf"
serve br1 "$scratch/other.conf"

nic() { # NETDEV MAC SLOT
	echo "-device" "e1000,netdev=$1,mac=$2,addr=$3,romfile=${4:-}"
}
run_vm() { # LOG ARGUMENT…: until the message is there, or 180 s
	local log=$1 waited=0 vm
	shift
	exec {lock}>"${NETROOT_VM_LOCK:-/tmp/netroot-vm.lock}"
	flock "$lock"
	ip netns exec "$namespace" qemu-system-x86_64 -machine pc,graphics=off -m 256 -nodefaults -display none -serial "file:$log" \
		-boot n "$@" {lock}>&- &
	vm=$!
	pids+=("$vm")
	until grep -qa "$message" "$log" 2>/dev/null || [ $((waited += 1)) -gt 360 ]; do
		kill -0 "$vm" 2>/dev/null || break
		sleep 0.5
	done
	kill "$vm" 2>/dev/null || true
	wait "$vm" 2>/dev/null || true
	exec {lock}>&-
}
has() { # LOG WORDS WHAT
	tr -d '\r' <"$1" | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' >"$scratch/plain"
	if grep -qaF -- "$2" "$scratch/plain"; then
		echo "ok    $3"
	else
		head -c 3000 "$scratch/plain" | sed 's/^/      | /'
		die "$3"
	fi
}
rom=/usr/lib/ipxe/qemu/pxe-e1000.rom
two_nics=(-netdev "tap,id=other,ifname=vm1,script=no,downscript=no"
	-netdev "tap,id=ours,ifname=vm0,script=no,downscript=no")
# shellcheck disable=SC2207 # two words each
two_nics+=($(nic other 52:54:00:77:05:02 3 "$rom") $(nic ours "$mac" 4 "$rom"))

script
run_vm "$scratch/dhcp.log" "${two_nics[@]}"
has "$scratch/dhcp.log" "netroot: aoe:e0.0" "iPXE took the script through the other port"
has "$scratch/dhcp.log" "$mac" "… found the configured one by its MAC"
has "$scratch/dhcp.log" "no DHCP server answered" "… went on when no DHCP server answered there"
has "$scratch/dhcp.log" "$message" "… and started the boot sector of the AoE disk"

script --no-dhcp
run_vm "$scratch/plain.log" "${two_nics[@]}"
has "$scratch/plain.log" "$message" "without DHCP in the script the disk is reached as well"
! grep -qa "no DHCP server answered" "$scratch/plain.log" || die "the script asked DHCP though it should not"

# The DHCP lines as they are, on the disk's own network, and no script at all.
"$grubfix" --root "$scratch/root" sanboot --print dnsmasq >"$scratch/ours.conf"
serve br0 "$scratch/ours.conf"
run_vm "$scratch/lines.log" -netdev tap,id=ours,ifname=vm0,script=no,downscript=no \
	-device "e1000,netdev=ours,mac=$mac,romfile=$rom"
has "$scratch/lines.log" "$message" "the dnsmasq lines alone make iPXE boot the disk"
echo "all checks passed"
