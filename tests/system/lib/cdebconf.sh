# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A real cdebconf with a database of its own in $work/db and the templates of the udebs, for a test in a mount
# namespace of its own. Uses $top and $work; $front_ends: a folder of front ends, else the machine's.

# in_own_namespace "$@": the test that sources this goes on in a mount namespace of its own, or is skipped where there is
# no cdebconf. Before anything is made.
in_own_namespace() {
	if [ ! -x /usr/lib/cdebconf/debconf ]; then
		echo "no cdebconf on this machine"
		exit 77
	fi
	if [ -z "${NETROOT_IN_NAMESPACE:-}" ]; then
		NETROOT_IN_NAMESPACE=yes exec unshare --mount --propagation private -- bash "$0" "$@"
	fi
}

# cdebconf reads /etc/cdebconf.conf only: ours is mounted over it.
prepare_cdebconf() {
	local package
	mkdir -p "$work/db"
	cat >"$work/cdebconf.conf" <<-CONF
		global {
		  module_path { frontend "${front_ends:-/usr/lib/cdebconf/frontend}"; database "/usr/lib/cdebconf/db"; };
		  default { frontend "fe"; template "t"; config "c"; };
		};
		frontend { instance "fe" { driver "text"; }; };
		template { instance "t" { driver "rfc822db"; path "$work/db/templates.dat"; }; };
		config { instance "c" { driver "rfc822db"; path "$work/db/questions.dat"; }; };
	CONF
	mount --bind "$work/cdebconf.conf" /etc/cdebconf.conf
	# The templates as the udebs carry them.
	for package in netroot-disk netroot-bootloader; do
		po2debconf "$top/debian/$package.templates" >"$work/$package.templates"
	done
	# Of debian-installer: what preseeding hangs on, and the priority, which has no value at first: that
	# counts as medium.
	cat >"$work/installer.templates" <<-TEMPLATES
		Template: debian-installer/dummy
		Type: string
		Description: dummy

		Template: debconf/priority
		Type: select
		Choices: low, medium, high, critical
		Description: priority
	TEMPLATES
}

# A fresh database.
make_database() {
	rm -rf "$work"/db/*
	: >"$work/db/templates.dat"
	: >"$work/db/questions.dat"
	/usr/lib/cdebconf/debconf-loadtemplate d-i "$work/installer.templates" "$work"/netroot-*.templates
}

# preseed QUESTION VALUE: as debian-installer's debconf-set-selections does it.
preseed() {
	cat >"$work/preseed" <<-SCRIPT
		#!/bin/sh
		. /usr/share/debconf/confmodule
		if ! db_set $1 "$2"; then
			db_register debian-installer/dummy $1
			db_set $1 "$2"
		fi
		db_fset $1 seen true
	SCRIPT
	chmod 755 "$work/preseed"
	DEBIAN_FRONTEND=noninteractive DEBCONF_USE_CDEBCONF=1 "$work/preseed"
}
value_of() {
	awk -v name="$1" '/^Name: /{at = $2} at == name && sub(/^Value: /, "")' "$work/db/questions.dat"
}
variable_of() { # QUESTION VARIABLE
	awk -v name="$1" '/^Name: /{at = $2} at == name && / '"$2"' = /{sub(/^ [A-Z]+ = /, ""); print}' \
		"$work/db/questions.dat"
}
