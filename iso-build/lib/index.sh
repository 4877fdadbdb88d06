# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# dists/: the indices apt, anna and debootstrap read from the medium.

index_pool() {
	local dist=$work/iso/dists/$suite
	mkdir -p "$dist/main/binary-$arch" "$dist/main/debian-installer/binary-$arch" "$work/index"
	index_one deb "$dist/main/binary-$arch"
	index_one udeb "$dist/main/debian-installer/binary-$arch"
	write_release "$dist" Debian "$(release_field Suite)" "$(release_field Version)" > "$work/tmp/Release"
	mv "$work/tmp/Release" "$dist/Release"
	# debootstrap and cdrom-detect also look for the suite's class
	ln -sfn "$suite" "$work/iso/dists/$(release_field Suite)"
	sign_pool "$dist"
}

# The signed view of the same archive lies apart, in netroot/: apt-cdrom of Debian 13 has no gpgv in a new
# system, takes a signature it cannot check for a bad one, and the medium would not be used.
# .aptignr keeps it from looking there.
sign_pool() {
	local view=$work/iso/netroot
	mkdir -p "$view/dists/$suite"
	: > "$view/.aptignr"
	ln -sfn ../pool "$view/pool"
	ln -sfn "../../../dists/$suite/main" "$view/dists/$suite/main"
	ln -sfn "../../../dists/$suite/Release" "$view/dists/$suite/Release"
	sign_release "$1/Release" "$view/dists/$suite"
	install -m 644 "$public_key" "$view/repository.gpg"
}

# index_one EXTENSION DIR [ROOT]. No database kept between runs: apt-ftparchive would take a package that was
# made again in the same size for the old one, and anna then refuses its checksum.
index_one() {
	local root=${3:-$work/iso}
	cat > "$work/index/$1.conf" <<-END
	Dir::ArchiveDir "$root"; Dir::CacheDir "$work/index";
	Default::Packages::Compress ". gzip";
	BinDirectory "pool/main" {
		Packages "${2#"$root/"}/Packages"; Packages::Extensions ".$1";
		Contents ""; };
	END
	run "index-$1" apt-ftparchive -q generate "$work/index/$1.conf" || fail "cannot index the pool"
	[ -s "$2/Packages" ] || fail "apt-ftparchive found no .$1 in the pool"
}

# write_release DIR ORIGIN SUITE VERSION
write_release() {
	(cd "$1" && apt-ftparchive \
		-o APT::FTPArchive::Release::Origin="$2" -o APT::FTPArchive::Release::Label="$2" \
		-o APT::FTPArchive::Release::Suite="$3" -o APT::FTPArchive::Release::Version="$4" \
		-o APT::FTPArchive::Release::Codename="$suite" \
		-o APT::FTPArchive::Release::Architectures="$arch" \
		-o APT::FTPArchive::Release::Components=main release .) |
		sed "s/^Date: .*/Date: $(stamp_date '+%a, %d %b %Y %H:%M:%S UTC')/"
}

# Everything debootstrap would take must be on the medium: better known now than at 40 % of an install.
check_base_complete() {
	local packages=$work/iso/dists/$suite/main/binary-$arch/Packages name
	for name in $(base_packages) "linux-image-$kernel"; do
		grep -qxF "Package: $name" "$packages" || fail "package $name is missing from the pool"
	done
}
