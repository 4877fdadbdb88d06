# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Part of bootable_chroot.sh: `netroot bootable` without a boot loader, on a system that has all packages,
# and the sanboot script published by PUT and by TFTP. Its processes are in servers, to be ended.
# shellcheck disable=SC2154 # here, netroot, scratch, installer, target, image and log are the test's

published=$scratch/published
mkdir -p "$published/http" "$published/tftp"
chmod 777 "$published/tftp"

unshare --net sleep infinity &
servers+=($!)
net=/proc/$!/ns/net
timeout 20 sh -c "until [ \"\$(readlink $net)\" != \"\$(readlink /proc/self/ns/net)\" ]; do sleep 0.05; done"
in_net() { nsenter --net="$net" "$@"; }
in_net ip link set lo up
in_net python3 "$here/upload_server.py" "$published/port" "$published/http" 2>"$published/http.log" &
servers+=($!)
in_net atftpd --daemon --no-fork --bind-address 127.0.0.1 --port 6969 --user root --group root \
	"$published/tftp" 2>"$published/tftp.log" &
servers+=($!)
timeout 20 sh -c "until [ -s '$published/port' ]; do sleep 0.05; done"
timeout 20 nsenter --net="$net" sh -c "until ss -lun | grep -q 127.0.0.1:6969; do sleep 0.05; done"
http=127.0.0.1:$(cat "$published/port")

# The stage boot, published at URL; its words are in $published/out.
publish_at() { # URL
	printf 'd-i netroot/bootloader select none\nd-i netroot/timeout string 90\nd-i netroot/sanboot/publish string %s\n' \
		"$1" >"$scratch/publish-answers"
	in_net env -u http_proxy -u https_proxy -u all_proxy -u HTTPS_PROXY -u ALL_PROXY \
		"$netroot" bootable --root "$installer" --answers "$scratch/publish-answers" \
		--stage boot >"$published/out" 2>&1 || { cat "$published/out" && return 1; }
	cat "$published/out" >>"$log"
}
kept() { grep -qF -- "$1" "$installer/run/netroot/checks"; }
puts() { grep -c '"PUT ' "$published/http.log"; }
script=$target/etc/netroot/sanboot.gpxe
head -c 2097152 "$image" >"$published/first-sectors"

say "without a boot loader:"
check "without a boot loader the stage boot ends well" publish_at "http://root:secret@$http/secret/netroot.gpxe"
check "no step names GRUB or menu.lst" sh -c "! grep -E '\[[0-9]+/[0-9]+\].*(GRUB|menu.lst)' '$published/out'"
check "the sectors in front of the first partition are as they were" \
	sh -c "head -c 2097152 '$image' | cmp - '$published/first-sectors'"
check "there is no menu.lst" test ! -e "$target/boot/grub/menu.lst"
check "GRUB legacy's package is not installed" test ! -e "$target/usr/sbin/grub"
check "the identity names the target without a boot loader, too" \
	grep -qx 'NETROOT_TARGET=e0.0' "$target/etc/netroot/netroot.conf"
check "the NIC is not taken down at shutdown, either" \
	grep -qx 'no-auto-down ens3' "$target/etc/network/interfaces"
check "the initrd was proved" kept "passed	initrd	"
check "nothing of GRUB was" sh -c "! grep -E '	(MBR|menu.lst|device.map|stage files)	' '$installer/run/netroot/checks'"
check "the script is on the HTTP server, byte for byte" cmp "$script" "$published/http/secret/netroot.gpxe"
check "the server's answer is among the checks" \
	kept "Published at http://$http/secret/netroot.gpxe; the server said: 201 Created"
check "… and is kept for the last screen" grep -qx 'ANSWER=201 Created' "$installer/run/netroot/published"
check "nobody but root can read the URL with its password" \
	test "$(stat -c %a "$installer/run/netroot/published")" = 600
check "the DHCP servers' lines name the URL" \
	grep -q ",http://$http/secret/netroot.gpxe\$" "$target/etc/netroot/sanboot-dnsmasq.conf"
check "the password is in no output, log or file of the new system" \
	sh -c "! grep -rl 'root:secret' '$published/out' '$installer/var' '$target/etc' '$target/var/log'"
check "a second run publishes nothing anew" publish_at "http://root:secret@$http/secret/netroot.gpxe"
check "… so the server was asked once" test "$(puts)" = 1
check "another URL is published at, by TFTP" publish_at tftp://127.0.0.1:6969/netroot.gpxe
check "… byte for byte" cmp "$script" "$published/tftp/netroot.gpxe"
check "… and that it was taken is among the checks" \
	kept "Published at tftp://127.0.0.1:6969/netroot.gpxe; the server took it."
check "a server that refuses does not end the installation" publish_at "http://$http/forbidden/x.gpxe"
check "… and is a warning with the server's words" \
	kept "warning	publishing	Not published at http://$http/forbidden/x.gpxe: "
check "… and its status" kept "403 Forbidden: not here"
check "… and the next run tries again" publish_at "http://$http/forbidden/x.gpxe"
check "… at the server" test "$(grep -c '"PUT /forbidden' "$published/http.log")" = 2
check "nobody listening does not end it, either" publish_at http://127.0.0.1:1/x.gpxe
check "the log of the HTTP server has no more than that" test "$(puts)" = 3
