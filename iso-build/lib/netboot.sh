# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A tree for TFTP and HTTP servers. Kernel, initrd and menus go by either; packages by HTTP from the same
# tree, signed by our key, so that an install needs no other server.

make_netboot() {
	local tree=$work/tmp/netboot
	say "making the tree for network boot"
	rm -rf "$tree" && mkdir -p "$tree"
	build_netboot_initrd "$tree"
	copy_archive "$tree"
	copy_network_loaders "$tree"
	write_network_menus "$tree"
	write_netboot_files "$tree"
	warn_passwords
	publish_tree "$tree" "$netboot"
}

# Debian's netboot initrd as it is, our udebs, and what makes this server its mirror.
build_netboot_initrd() {
	local layer=$work/tmp/layer
	begin_layer "$layer" ''
	add_own_udebs "$layer"
	add_key "$layer"
	leave_unloaded "$layer"
	add_answers "$layer" netboot_answers
	write_boot_files "$layer" "$1"
	write_automatic "$1" netboot_answers
}

# --lean: anna reads this list itself. From a CD its retriever puts .disk/udeb_exclude there; net-retriever leaves
# what is there alone.
leave_unloaded() {
	[ -n "$lean" ] || return 0
	mkdir -p "$1/var/cache/anna"
	config udebs-lean.conf > "$1/var/cache/anna/exclude"
}

# The installer and debootstrap read one keyring; the new system's apt another, which a hook fills before
# apt is first used there.
add_key() {
	local keyrings=usr/share/keyrings hook=$1/usr/lib/base-installer.d/05netroot-key name stock
	for name in debian-archive-keyring.gpg debian-archive-keyring.pgp; do
		stock=$work/netboot/tree/$keyrings/$name
		if [ ! -f "$stock" ] || [ -L "$stock" ]; then continue; fi
		mkdir -p "$1/$keyrings"
		cat "$stock" "$public_key" > "$1/$keyrings/$name"
	done
	[ -d "$1/$keyrings" ] || fail "the initrd has no archive keyring to add ours to" "is suite $suite newer than this program?"
	install -m 644 "$public_key" "$1/$keyrings/netroot-repository.gpg"
	mkdir -p "${hook%/*}"
	cat > "$hook" <<-'END'
	#!/bin/sh
	# apt in the new system must know the key of the server it is installed from.
	mkdir -p /target/etc/apt/trusted.gpg.d
	cp /usr/share/keyrings/netroot-repository.gpg /target/etc/apt/trusted.gpg.d/netroot-repository.gpg
	chmod 644 /target/etc/apt/trusted.gpg.d/netroot-repository.gpg
	END
	chmod 755 "$hook"
}

# This server and nothing else: the services of debian.org are not asked for.
netboot_answers() {
	local place=${base_url#http://} host
	host=${place%%/*}
	cat <<-END
	d-i mirror/country string manual
	d-i mirror/protocol string http
	d-i mirror/http/hostname string $host
	d-i mirror/http/directory string ${place#"$host"}
	d-i mirror/http/proxy string
	d-i mirror/suite string $suite
	d-i mirror/udeb/suite string $suite
	d-i apt-setup/services-select multiselect
	d-i apt-setup/enable-source-repositories boolean false
	d-i apt-setup/non-free-firmware boolean false
	END
	write_map_answer
}

# The pool by hard links (publish_tree copies it), the indices with the signatures beside them. choose-mirror
# refuses a mirror whose folder for the architecture has no Release that names it.
copy_archive() {
	local dist=$1/dists/$suite
	cp -al "$work/iso/pool" "$1/pool"
	mkdir -p "$1/dists"
	cp -a "$work/iso/dists/." "$1/dists/"
	cp "$work/iso/netroot/dists/$suite"/{InRelease,Release.gpg} "$dist/"
	printf 'Archive: %s\nComponent: main\nArchitecture: %s\n' "$suite" "$arch" > "$dist/main/binary-$arch/Release"
	install -m 644 "$public_key" "$1/repository.gpg"
}

warn_passwords() {
	[ -z "$preseed" ] || ! holds_passwords "$preseed" ||
		say "$preseed holds passwords: whoever reaches the server can read them in automatic.gz"
}
