# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# Kernel-module udebs made from linux-image, so that installer, module and installed kernel are one build.

# The modules of the installer's kernel; unpacked once.
kernel_tree() {
	local tree=$work/kernel-$kernel
	[ ! -f "$tree/complete" ] || return 0
	say "unpacking the modules of linux-image-$kernel"
	rm -rf "$tree" && mkdir -p "$tree"
	dpkg-deb --fsys-tarfile "$(echo "$work/archives/linux-image-${kernel}_"*.deb)" |
		bsdtar -xf - -C "$tree" '*lib/modules/*' || fail "cannot unpack linux-image-$kernel"
	[ -d "$tree/usr" ] || { mkdir "$tree/usr" && mv "$tree/lib" "$tree/usr/lib"; }
	(depmod -b "$tree/usr" "$kernel" || depmod -b "$tree" "$kernel") 2> "$work/log/depmod"
	touch "$tree/complete"
}

# regenerate_module_udeb PACKAGE FILE
regenerate_module_udeb() {
	local stem=${1%-"$kernel"-di} root=$work/tmp/udeb source module
	kernel_tree
	source=$work/kernel-$kernel/usr/lib/modules/$kernel
	rm -rf "$root" && mkdir -p "$root/DEBIAN"
	while read -r module; do
		install -D -m 644 "$source/$module" "$root/lib/modules/$kernel/$module"
	done < <(modules_of "$stem" "$source")
	[ -d "$root/lib" ] || fail "conf/modules.conf has no module for $stem" "the archive lacks $1 and it cannot be made"
	control_from_index "$1" > "$root/DEBIAN/control"
	pack_udeb "$root" "$2"
	say "made $1 ($(find "$root/lib" -name '*.ko*' | wc -l) modules): the archive has none"
}

# modules_of STEM MODULE-TREE: paths like kernel/fs/jfs/jfs.ko.xz, dependencies included,
# without those that the initrd carries already
modules_of() {
	listed_modules "$1" "$2" | with_dependencies "$2/modules.dep" | sort -u |
		grep -vxF -f <(cd "$work/netboot/tree/$(initrd_lib)/modules/$kernel" && find kernel -name '*.ko*')
}

# Patterns of conf/modules.conf for one udeb; '!' takes away.
listed_modules() {
	local pattern stem patterns wanted=$1
	(
		cd "$2" && shopt -s globstar nullglob
		while IFS=: read -r stem patterns; do
			[ "$stem" = "$wanted" ] || continue
			set -f
			# shellcheck disable=SC2086
			set -- $patterns
			set +f
			for pattern; do expand_pattern "$pattern"; done
		done < <(config modules.conf)
	) | awk '/^!/ { gone[substr($0, 2)] } !/^!/ { seen[$0] } END { for (m in seen) if (!(m in gone)) print m }'
}

# expand_pattern [!]PATTERN; 'dir/**' means every module below dir
expand_pattern() {
	local sign='' file glob=kernel/${1#!}
	case $1 in '!'*) sign='!' ;; esac
	case $glob in *'/**') glob="$glob/*" ;; esac
	# shellcheck disable=SC2231  # the pattern is meant to expand
	for file in $glob.ko*; do
		printf '%s%s\n' "$sign" "$file"
	done
}

with_dependencies() {
	awk -v dep="$1" 'BEGIN { while ((getline line < dep) > 0) { split(line, part, ": *"); need[part[1]] = part[2] } }
		{ print; n = split(need[$0], d, " "); for (i = 1; i <= n; i++) print d[i] }'
}
