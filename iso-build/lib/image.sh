# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# Kernel and initrd of debian-installer, and the kernel version everything else is tied to.

netboot_package() {
	apt-cache pkgnames debian-installer- | grep -E "^debian-installer-[0-9]+-netboot-$arch\$" | sort -V | tail -n 1
}

# Leaves $work/netboot/{linux,initrd.gz,tree/} and sets $kernel to the version, like 6.12.107+deb13-amd64.
fetch_installer_image() {
	local package key base=$work/netboot
	package=$(netboot_package)
	[ -n "$package" ] || fail "suite $suite has no debian-installer-N-netboot-$arch package"
	key=$(printf '%s\n' "$package" "$(field "$package" SHA256)" "$front" | hash_of)
	mkdir -p "$work/tmp/none/partial"
	if ! fresh netboot "$key"; then
		rm -rf "$base" && mkdir -p "$base/tree"
		unpack_netboot "$package" "$base"
		done_with netboot "$key"
	fi
	kernel=$(basename "$(echo "$base/tree/$(initrd_lib)"/modules/*)")
	[ -d "$base/tree/$(initrd_lib)/modules/$kernel" ] || fail "the initrd of $package has no kernel modules"
	say "installer kernel is $kernel"
}

# In Debian 13's initrd /lib is a link to usr/lib, in Debian 12's the two are folders of their own.
initrd_lib() {
	if is_merged; then echo usr/lib; else echo lib; fi
}

is_merged() {
	[ -L "$work/netboot/tree/lib" ] || [ ! -e "$work/netboot/tree/lib" ]
}

unpack_netboot() {
	local images
	fetch_package "$1"
	say "unpacking kernel and initrd of $1 $(field "$1" Version)"
	dpkg-deb --fsys-tarfile "$package_file" | bsdtar -xf - -C "$work/tmp" "*/$front/debian-installer/$arch/linux" \
		"*/$front/debian-installer/$arch/initrd.gz" || fail "$1 holds no $front installer image"
	images=$(echo "$work"/tmp/usr/lib/debian-installer/images/*/"$arch/$front/debian-installer/$arch")
	mv "$images/linux" "$images/initrd.gz" "$2/"
	bsdtar -xf "$2/initrd.gz" -C "$2/tree" --exclude 'dev/*' || fail "cannot read the initrd of $1"
	rm -rf "$work/tmp/usr" "$package_file"
}

# apt must not take the module udebs of another kernel that the archive still lists.
pin_kernel() {
	available | awk -v RS= -v kernel="$kernel" '
		match($0, /\nKernel-Version: [^\n]*/) {
			version = substr($0, RSTART + 17, RLENGTH - 17)
			split($0, line, "\n"); sub(/^Package: /, "", line[1])
			if (version != kernel) printf "Package: %s\nPin: version *\nPin-Priority: -1\n\n", line[1]
		}' > "$work/apt/preferences"
}
