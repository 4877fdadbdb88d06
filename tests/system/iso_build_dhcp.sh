#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: The tree's example for dnsmasq gives every boot ROM its program, iPXE the menu, and an installed machine its disk
# The example as netroot-iso writes it, and with each of its commented lines, served by dnsmasq inside a network
# namespace; busybox's DHCP client asks like PXE ROMs and iPXE do.
# shellcheck disable=SC2034
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")
if [ -z "${NETROOT_TEST_INSIDE:-}" ]; then
	export NETROOT_TEST_INSIDE=1
	exec unshare --net -- "$0"
fi
scratch=$(mktemp -d)
server=''
trap '[ -z "$server" ] || kill "$server"; rm -rf "$scratch"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$top/tests/system/lib/checks.sh"
# shellcheck source=iso-build/lib/netboot-files.sh
. "$top/iso-build/lib/netboot-files.sh"

netboot=$scratch/tree base_url=http://10.0.0.1/netroot
mkdir "$netboot"
write_dnsmasq_example >"$scratch/example"
ip link set lo up
ip link add eth0 type veth peer name machine
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up

# The client's program: what a boot ROM goes by.
cat >"$scratch/bound" <<-'END'
	#!/bin/sh
	[ "$1" != bound ] || echo "file ${boot_file:-none} from ${siaddr:-none} disk ${rootpath:-none}"
END
chmod 755 "$scratch/bound"

end_server() {
	[ -n "$server" ] || return 0
	kill "$server"
	wait "$server" || true
	server=''
}

serve() { # SED-PROGRAM: the example as a person changes it; no waiting for a ping's answer
	end_server
	sed -E "$1" "$scratch/example" >"$scratch/dnsmasq.conf"
	: >"$scratch/out"
	dnsmasq --keep-in-foreground --conf-file="$scratch/dnsmasq.conf" --no-ping --log-facility=- --pid-file= --user=root \
		--dhcp-leasefile="$scratch/leases" 2>"$scratch/out" &
	server=$!
	until grep -q "started, version" "$scratch/out"; do kill -0 "$server" && sleep 0.1; done
}

# told ANSWER ARCHITECTURE [OPTION...]: what a machine of this kind of firmware is told, the card being $mac
mac=52:54:00:00:00:99
told() {
	local wanted=$1 got
	ip link set machine down address "$mac" up
	got=$(busybox udhcpc -f -q -n -B -C -t 5 -T 2 -i machine -s "$scratch/bound" -V PXEClient -x "0x5d:000$2" -O rootpath "${@:3}" \
		2>>"$scratch/out") || return 1
	echo "wanted: $wanted"$'\n'"got: $got"
	[ "$got" = "$wanted" ]
}
# rom ARCHITECTURE FILE [DISK]
rom() { told "file $2 from 10.0.0.1 disk ${3:-none}" "$1"; }
ipxe() { told "file $2 from 10.0.0.1 disk ${3:-none}" "$1" -x 0xaf:b1010101; }
bios=0 efi=7 efi_bc=9 efi32=6

test_as_it_is() {
	serve ''
	check "a BIOS card's ROM loads iPXE" rom $bios undionly.kpxe
	check "a UEFI machine loads iPXE for UEFI" rom $efi snponly.efi
	check "one that calls itself EFI BC, too" rom $efi_bc snponly.efi
	check "firmware for which there is none gets no file" rom $efi32 none
	check "iPXE gets the menu, not itself again" ipxe $bios boot.ipxe
	check "on UEFI as well" ipxe $efi boot.ipxe
}

test_http() {
	serve '/tag:ipxe,.*,boot\.ipxe$/d; s/^#(dhcp-boot=.*http:)/\1/'
	check "by HTTP iPXE gets the menu's address" ipxe $bios "$base_url/boot.ipxe"
	check "a ROM still loads iPXE by TFTP" rom $bios undionly.kpxe
}

installed='s/^#(dhcp-(host|option)=.*(set|tag):e0\.0)/\1/'

test_installed() {
	serve "$installed"
	mac=52:54:00:12:34:56
	check "an installed machine's iPXE gets its disk and no file" ipxe $bios none aoe:e0.0
	check "its ROM loads iPXE" rom $bios undionly.kpxe aoe:e0.0
	mac=52:54:00:00:00:99
	check "the others get the menu and no disk" ipxe $bios boot.ipxe
}

test_pxelinux() {
	serve "$installed; s/^#(dhcp-boot=.*pxelinux)/\\1/"
	check "with pxelinux' line a BIOS card's ROM loads that" rom $bios pxelinux.0
	check "a ROM that is iPXE, too" ipxe $bios pxelinux.0
	check "a UEFI machine, which cannot, loads iPXE" rom $efi snponly.efi
	mac=52:54:00:12:34:56
	check "an installed machine's ROM loads iPXE" rom $bios undionly.kpxe aoe:e0.0
	check "which gets its disk and no file" ipxe $bios none aoe:e0.0
}

check "dnsmasq takes the example" dnsmasq --test -C "$scratch/example"
check "and with every line that may be uncommented" dnsmasq --test -C <(sed -E 's/^#(dhcp-)/\1/' "$scratch/example")
test_as_it_is
test_http
test_installed
test_pxelinux
checks_end
