# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# What goes onto the medium. Leaves $work/select/{debs,udebs}: lines 'pool/path cache-file-name bytes SHA256:sum'.

# config FILE: its lines without comments, with @KERNEL@ filled in
config() {
	sed -e 's/#.*//' -e "s/@KERNEL@/$kernel/g" -e '/^[[:space:]]*$/d' "$here/conf/$1"
}

select_packages() {
	local key
	key=$({ cat "$work"/apt/state/lists/*_InRelease "$work/stamp/netboot" "$here"/conf/*.conf "$here/lib/select.sh"; } | hash_of)
	fresh select "$key" && return
	say "resolving packages and udebs"
	mkdir -p "$work/select"
	select_debs
	select_udebs
	say "the medium needs $(wc -l < "$work/select/debs") packages and $(wc -l < "$work/select/udebs") udebs, $(megabytes_of "$work"/select/{debs,udebs})"
	done_with select "$key"
}

select_debs() {
	local set sets out=$work/select/debs.new
	: > "$out"
	sets=$(config packages.conf; kernel_packages) # no < <(): its failure would be nobody's
	# shellcheck disable=SC2046  # words wanted
	resolve sources.list /dev/null $(base_packages) >> "$out" || fail "the base system of $suite cannot be resolved"
	while read -r set; do
		# shellcheck disable=SC2086
		resolve sources.list /dev/null $set >> "$out" || fail "package set '$set' of conf/packages.conf cannot be resolved"
	done <<< "$sets"
	sort -u -o "$work/select/debs" "$out"
}

# debootstrap installs Essential, required and important packages.
base_packages() {
	available | awk -v RS= '/\n(Priority: (required|important)|Essential: yes)(\n|$)/ && !/\nSection: debian-installer/ {
		split($0, line, "\n"); sub(/^Package: /, "", line[1]); print line[1] }'
}

# The kernel of the installer, and the meta package only when it means that very kernel.
kernel_packages() {
	local image=linux-image-$kernel
	[ -n "$(field "$image" Version)" ] ||
		fail "suite $suite has no $image, which the installer's kernel needs" "the installer images and the archive are out of step; try --refresh"
	if field "linux-image-$arch" Depends | grep -qF "$image "; then
		echo "linux-image-$arch initramfs-tools"
	else
		echo "$image initramfs-tools"
	fi
}

# Udebs see only udebs: grub-installer's os-prober, for one, must not become the package of that name.
select_udebs() {
	local status=$work/select/initrd.status out=$work/select/udebs
	# What is in the initrd counts as installed, and as complete: the graphical one's libglib2.0-udeb depends
	# on a library that is in the initrd and in no udeb.
	sed -e 's/^Status: .*/Status: install ok installed/' -e '/^Depends: /d' \
		-e "s/^Version: .*/&\nArchitecture: $arch\nMaintainer: none/" \
		"$work/netboot/tree/var/lib/dpkg/status" > "$status"
	# shellcheck disable=SC2046
	resolve udebs.list "$status" $(standard_udebs) $(config udebs.conf) $(config udebs-initrd.conf) > "$out.new" ||
		fail "the installer's udebs cannot be resolved"
	grep -vF -f <(initrd_versions "$status") "$out.new" | sort -u > "$out"
}

# ' name_version_' of each udeb in the initrd: the archive's copy of the same version is not wanted again
initrd_versions() {
	awk '/^Package: / { name = $2 } /^Version: / { gsub(/:/, "%3a", $2); print " " name "_" $2 "_" }' "$1"
}

# anna loads every udeb of priority standard or higher that fits the kernel.
standard_udebs() {
	available | awk -v RS= -v kernel="$kernel" '
		/\nSection: debian-installer/ && /\nPriority: (standard|important|required)/ {
			split($0, line, "\n"); sub(/^Package: /, "", line[1])
			if (!/\nKernel-Version: / || index($0, "\nKernel-Version: " kernel "\n")) print line[1] }' |
		grep -vxF -f <(config udebs-not.conf)
}
