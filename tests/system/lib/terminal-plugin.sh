# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The terminal plugin of cdebconf's newt front end, which is a udeb (cdebconf-newt-terminal) and so not on this
# machine: out of Debian's netboot initrd, the one that the medium was built from, or the package is fetched.
# To be sourced; uses $work and $iso, the medium's folder.

plugin_path=usr/lib/cdebconf/frontend/newt/plugin-terminal.so
# from_initrd FILE: leaves $work/plugin-terminal.so
from_initrd() {
	(cd "$work" && zcat "$1" | cpio -i --quiet --make-directories "$plugin_path")
	mv "$work/$plugin_path" "$work/plugin-terminal.so"
}
fetch_initrd() {
	local package
	package=$(apt-cache pkgnames debian-installer- | grep -E '^debian-installer-[0-9]+-netboot-amd64$' | sort -V | tail -n 1)
	[ -n "$package" ] || return 1
	mkdir "$work/fetched"
	(cd "$work/fetched" && apt-get download "$package") >/dev/null 2>&1 || return 1
	dpkg-deb --fsys-tarfile "$work"/fetched/*.deb |
		tar -xO --wildcards './usr/lib/debian-installer/images/*/amd64/text/debian-installer/amd64/initrd.gz' >"$work/initrd.gz"
}
# get_terminal_plugin: leaves $work/plugin-terminal.so, or ends the test as skipped
get_terminal_plugin() {
	if [ -e "$iso/netboot/initrd.gz" ]; then
		from_initrd "$iso/netboot/initrd.gz"
	elif fetch_initrd; then
		from_initrd "$work/initrd.gz"
	else
		echo "no netboot initrd: neither in $iso nor from the archive"
		exit 77
	fi
}
