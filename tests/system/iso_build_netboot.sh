#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: The tree for network boot has menus that agree, answers for its own server, and the key that signs it
# iso-build's parts for the tree and for the menus on small fixtures; iso_build_real.sh makes a real tree.
# shellcheck disable=SC2034
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")
scratch=$(mktemp -d)
trap 'close_gpg; rm -rf "$scratch"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$top/tests/system/lib/checks.sh"
# shellcheck source=tests/system/lib/iso-fixtures.sh
. "$top/tests/system/lib/iso-fixtures.sh"
here=$top/iso-build
for part in "$here"/lib/*.sh; do
	# shellcheck source=/dev/null
	. "$part"
done
export SOURCE_DATE_EPOCH=1760000000
make_udeb netroot-disk "cdebconf-udeb"
# shellcheck disable=SC2034  # read by the parts, here and below
work=$scratch/work kernel=6.1-test netboot=$scratch/tree base_url=http://10.0.0.1:8080/netroot own_udebs=("$scratch/netroot-disk.udeb")
tree=$netboot
answers=$scratch/answers
map=$scratch/map

# The stages before: Debian's initrd with its keyring, a pool, boot programs.
make_stages() {
	local stock=$work/netboot/tree from=$work/bootloaders/usr/lib
	mkdir -p "$work"/{tmp,log,stamp,boot,index,apt/state/lists} "$stock"/{usr/share/keyrings,var/lib/dpkg} \
		"$work/iso/pool/main" "$from"/{PXELINUX,syslinux/modules/bios,ipxe}
	printf 'Suite: stable\nVersion: 13.1\nCodename: trixie\n' >"$work/apt/state/lists/x_InRelease"
	printf 'Package: anna\nStatus: install ok unpacked\nVersion: 1\n\nPackage: net-retriever\nVersion: 1\n\n' >"$stock/var/lib/dpkg/status"
	cp /usr/share/keyrings/debian-archive-keyring.gpg "$stock/usr/share/keyrings/debian-archive-keyring.pgp"
	ln -s debian-archive-keyring.pgp "$stock/usr/share/keyrings/debian-archive-keyring.gpg"
	echo linux >"$work/netboot/linux"
	(cd "$stock" && find . | bsdtar --no-recursion --format=newc -cf - -T -) | gzip >"$work/netboot/initrd.gz"
	touch "$from"/PXELINUX/pxelinux.0 "$from"/syslinux/modules/bios/{ldlinux,menu,libutil}.c32 "$from"/ipxe/undionly.kpxe
	cp "$scratch/netroot-disk.udeb" "$work/iso/pool/main/" && make_deb base && cp "$scratch/base.deb" "$work/iso/pool/main/"
}
# shellcheck disable=SC2317  # called by the parts: the boot programs are there, the archive is not
boot_package() { :; }
# shellcheck disable=SC2317
field() { echo 1; }

makes_tree() {
	rm -rf "$netboot"
	make_netboot >"$scratch/out" 2>&1
	rm -rf "$scratch/initrd" "$scratch/automatic" && mkdir -p "$scratch/initrd" "$scratch/automatic"
	tail -c +$(($(stat -c %s "$work/netboot/initrd.gz") + 1)) "$tree/initrd.gz" | bsdtar -xf - -C "$scratch/initrd"
	[ ! -f "$tree/automatic.gz" ] || bsdtar -xf "$tree/automatic.gz" -C "$scratch/automatic"
}
in_initrd() { grep -qxF -- "$1" "$scratch/initrd/preseed.cfg"; }

# iPXE prefers a file to the disk of root-path, and an automatic entry would install again.
no_menu_for_installed() {
	local menus
	menus=$(grep 'dhcp-boot=.*boot\.ipxe' "$1") && ! grep -v 'tag:!installed' <<<"$menus"
}

test_tree() {
	check "a tree is made" makes_tree
	check "the initrd begins with Debian's own" cmp -n "$(stat -c %s "$work/netboot/initrd.gz")" "$work/netboot/initrd.gz" "$tree/initrd.gz"
	check "our udeb is in it" grep -qx 'Package: netroot-disk' "$scratch/initrd/var/lib/dpkg/status"
	check "so is still what fetches from a mirror" grep -qx 'Package: net-retriever' "$scratch/initrd/var/lib/dpkg/status"
	check "the mirror is the tree's own server" in_initrd "d-i mirror/http/hostname string 10.0.0.1:8080"
	check "and its folder" in_initrd "d-i mirror/http/directory string /netroot"
	check "its pool is signed, and the installer's keyring knows the key" gpgv \
		--keyring "$scratch/initrd/usr/share/keyrings/debian-archive-keyring.pgp" "$tree/dists/trixie/Release.gpg" "$tree/dists/trixie/Release"
	check "the archive's keys stay in it" cmp -n "$(stat -c %s /usr/share/keyrings/debian-archive-keyring.gpg)" \
		/usr/share/keyrings/debian-archive-keyring.gpg "$scratch/initrd/usr/share/keyrings/debian-archive-keyring.pgp"
	check "no file takes the place of a link" test ! -e "$scratch/initrd/usr/share/keyrings/debian-archive-keyring.gpg"
	check "a hook gives the new system the key" sh -n "$scratch/initrd/usr/lib/base-installer.d/05netroot-key"
	check "no answers but these: a person is asked" test ! -e "$tree/automatic.gz"
	check "dnsmasq takes the example" dnsmasq --test -C "$tree/dnsmasq.conf"
	check "choose-mirror finds the architecture" grep -qx 'Architecture: amd64' "$tree/dists/trixie/main/binary-amd64/Release"
	check "its menu is not for machines that are installed" no_menu_for_installed "$tree/dnsmasq.conf"
	check "the template explains the questions" grep -qx '#d-i netroot/timeout string auto' "$tree/preseed/unattended.cfg"
	check "those only that can be answered" sh -c "! grep -E 'netroot/(error|target/list)' '$tree/preseed/unattended.cfg'"
	check "everybody may read the files" test -z "$(find "$tree" ! -perm -o+r)"
}

# Every goto has its label, every entry of the list is there, and every file named is in the tree.
ipxe_holds_together() {
	local label file
	head -n 1 "$tree/boot.ipxe" | grep -qx '#!ipxe'
	# shellcheck disable=SC2013  # words, no lines
	for label in $(sed -n 's/.*goto \([a-z]*\)$/\1/p; s/^item \([a-z]*\) .*/\1/p' "$tree/boot.ipxe"); do
		grep -qx ":$label" "$tree/boot.ipxe" || { echo "no label $label"; return 1; }
	done
	# shellcheck disable=SC2013
	for file in $(sed -nE 's/^(kernel|initrd) ([^ ]+) .*/\2/p' "$tree/boot.ipxe"); do
		[ -f "$tree/$file" ] || { echo "no file $file"; return 1; }
	done
}
# What an entry loads is what a UEFI kernel is told to read.
ipxe_names_its_initrds() {
	awk '$1 == "kernel" { names = ""; for (i = 3; i <= NF; i++) if (sub(/^initrd=/, "", $i)) names = names " " $i }
		$1 == "initrd" { loaded = loaded " " $2 }
		$1 == "boot" { entries++; if (names == "" || names != loaded) exit bad = 1; loaded = "" }
		END { exit bad || !entries }' "$tree/boot.ipxe"
}
parameters_of() { # ENTRY, in pxelinux' menu
	awk -v name="$1" '$1 == "label" { here = $2 == name } here && $1 == "append" { print }' "$tree/pxelinux.cfg/default"
}
lacks() { ! grep -q -- "$@"; }

test_menus() {
	check "iPXE's script holds together" ipxe_holds_together
	check "and names the initrds to a UEFI kernel" ipxe_names_its_initrds
	check "its default is the install with a person" grep -q '^choose --default install chosen' "$tree/boot.ipxe"
	check "without answers nothing starts by itself" lacks -i 'timeout\|automatic' "$tree/boot.ipxe" "$tree/pxelinux.cfg/default"
	check "the expert's entry asks more" grep -q 'priority=low' <(parameters_of expert)
	check "the rescue entry starts the rescue" grep -q 'rescue/enable=true' <(parameters_of rescue)
	check "GRUB takes its menu" grub-script-check <(grub_menu /install/)
}

test_automatic() {
	printf '%s\n' 'd-i netroot/target string e0.7' 'd-i mirror/http/proxy string http://p/' 'd-i passwd/root-password password x' >"$answers"
	preseed=$answers append="console=ttyS1,9600n8 quiet"
	check "a tree with answers is made" makes_tree
	check "the entry names the data that is lost" grep -q '^item automatic Automatic install: ERASES all data on e0.7$' "$tree/boot.ipxe"
	check "it is the default after a countdown" grep -q -- '--default automatic --timeout 30000' "$tree/boot.ipxe"
	check "in pxelinux' menu too" grep -q '^timeout 300$' "$tree/pxelinux.cfg/default"
	check "with words that say how to stop it" grep -q '^menu autoboot Automatic install in # seconds; press any key' "$tree/pxelinux.cfg/default"
	check "and in GRUB's" sh -c "printf '%s\n' '$(grub_menu /)' | grep -x 'set timeout=30'"
	check "iPXE's script still holds together" ipxe_holds_together
	check "with both initrds in the automatic entry" ipxe_names_its_initrds
	check "only this entry loads the answers" test "$(grep -c automatic.gz "$tree/pxelinux.cfg/default")" = 1
	check "they are not in the other entries' initrd" lacks netroot/target "$scratch/initrd/preseed.cfg"
	check "the person's answers come last" test "$(tail -n 3 "$scratch/automatic/preseed.cfg")" = "$(cat "$answers")"
	check "passwords are warned of" says "holds passwords: whoever reaches the server can read them"
	check "the serial console is kept in every entry" test "$(grep -c 'console=ttyS1,9600n8 quiet' "$tree/pxelinux.cfg/default")" = 4
	check "and shows the menu" grep -qx 'serial 1 9600' "$tree/pxelinux.cfg/default"
	check "no screen mode then" lacks vga= "$tree/pxelinux.cfg/default" "$tree/boot.ipxe"
	preseed='' append=''
}

test_map() {
	echo '52:54:00:00:00:01 e0.0' >"$map"
	target_map=$map preseed=$answers
	sed -i '/netroot.target/d' "$answers"
	check "a tree with a target map is made" makes_tree
	check "the map is served from the tree" cmp "$map" "$tree/target-map"
	check "and the installer told where" in_initrd "d-i netroot/target-map string $base_url/target-map"
	check "in the automatic entry as well" grep -q '^d-i netroot/target-map' "$scratch/automatic/preseed.cfg"
	check "the example of answers names no target" lacks -E '^d-i (netroot/target|partman-auto/disk) ' "$tree/preseed/unattended.cfg"
	check "the entry says whose data is lost" grep -q "ERASES this machine's target of the map" "$tree/boot.ipxe"
	target_map=https://example.org/map
	check "a map somewhere else" makes_tree
	check "is fetched from there" in_initrd "d-i netroot/target-map string https://example.org/map"
	check "and not copied" test ! -e "$tree/target-map"
	target_map='' preseed=''
}

test_lean() {
	check "without --lean anna loads what it would" test ! -e "$scratch/initrd/var/cache/anna"
	lean=yes
	check "a lean tree is made" makes_tree
	check "its initrd tells anna what to leave unloaded" grep -qx 'jfs-modules-6.1-test-di' "$scratch/initrd/var/cache/anna/exclude"
	check "as the image's .disk does" sh -c "bash -c '. $here/lib/select.sh; here=$here kernel=6.1-test config udebs-lean.conf' | cmp - '$scratch/initrd/var/cache/anna/exclude'"
	lean=''
}

make_stages
prepare_key >/dev/null
index_pool
test_tree
test_menus
test_automatic
test_map
test_lean
makes_tree
cp -r "$tree" "$scratch/first" && sleep 1.1
makes_tree
check "SOURCE_DATE_EPOCH and the key make the tree the same twice" diff -r "$scratch/first" "$tree"
checks_end
