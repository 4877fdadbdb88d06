#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# grubfix regenerate against Debian's update-grub, both in this run, in turns, on the same /boot and
# menu.lst: with nothing to do, and with a new kernel. Then the growth from 10 to 10,000 stanzas. Ratios
# are what counts. grub-probe is played (the real one makes update-grub slower still).
#   regenerate.sh GRUBFIX [INITRD]      ROUNDS=5 by default; INITRD: a real one, for the new kernel's
# GRUBFIX should be the packaged one (dpkg-deb -x netroot_*.deb): one that is linked with the distribution's
# libcurl takes 5 ms to start. Needs root; what tests/install-needs installs.
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
grubfix=$(readlink -f "${1:?usage: $0 GRUBFIX [INITRD]}")
here=$(dirname "$(readlink -f "$0")")/../system
if [ "${NETROOT_UNSHARED:-}" != yes ]; then
	NETROOT_UNSHARED=yes exec unshare --mount --propagation private "$0" "$grubfix" ${2:+"$(readlink -f "$2")"}
fi
real_initrd=${2-}
rounds=${ROUNDS:-5}
work=${NETROOT_WORK:-/var/tmp/netroot-tests}
mkdir -p "$work/debs"
scratch=$(mktemp -d "$work/bench.XXXXXX")
clean_up() {
	! mountpoint -q "$scratch/root/usr" || umount "$scratch/root/usr"
	rm -rf "$scratch"
}
trap clean_up EXIT
# shellcheck source=tests/system/lib/update-grub-root.sh
. "$here/lib/update-grub-root.sh"

regenerate() { "$grubfix" --root "$root" regenerate >/dev/null; }
# seconds COMMAND…
seconds() {
	local begin=$EPOCHREALTIME
	"$@"
	awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.4f", b - a }'
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
row() { # NAME OURS THEIRS
	awk -v n="$1" -v a="$2" -v b="$3" 'BEGIN { printf "%-44s %9.1f ms %11.1f ms %8.1f %%\n", n, a * 1000, b * 1000, 100 * a / b }'
}

# both NAME PREPARE: PREPARE puts everything back before each run
both() {
	local i ours=$scratch/ours theirs=$scratch/theirs
	: >"$ours" && : >"$theirs"
	for ((i = 0; i < rounds; i++)); do
		$2 && seconds update_grub >>"$theirs" && echo >>"$theirs"
		$2 && seconds regenerate >>"$ours" && echo >>"$ours"
	done
	row "$1" "$(median <"$ours")" "$(median <"$theirs")"
}
nothing() { :; }
new_kernel() {
	cp "$scratch/menu" "$menu"
	touch "$root/boot/initrd.img-6.13.1-amd64" # an initrd that was not looked at yet
}

printf '%-44s %12s %14s %10s\n' "" grubfix update-grub ratio
kernel 6.12.1-amd64 6.12.2-amd64
update_grub && regenerate
cp "$menu" "$scratch/menu"
both "two kernels, nothing to do" nothing
kernel 6.13.1-amd64
both "a new kernel, small initrd" new_kernel
if [ -n "$real_initrd" ]; then
	version=$(lsinitramfs "$real_initrd" | sed -n 's|.*lib/modules/\([^/]*\)/.*/aoe\.ko.*|\1|p' | head -n 1)
	without 6.13.1-amd64
	echo kernel >"$root/boot/vmlinuz-$version"
	cp "$real_initrd" "$root/boot/initrd.img-$version"
	real_kernel() { cp "$scratch/menu" "$menu" && touch "$root/boot/initrd.img-$version"; }
	both "a new kernel, initrd of $(($(stat -c %s "$real_initrd") >> 20)) MiB" real_kernel
	without "$version"
fi

# stanzas COUNT: of a user's own, before the list
stanzas() {
	{
		for ((i = 0; i < $1; i++)); do
			printf 'title Mine %d\nroot (hd0,0)\nkernel /boot/mine-%d root=/dev/sda1 ro\n\n' "$i" "$i"
		done
		cat "$scratch/menu"
	} >"$menu"
	cp "$menu" "$scratch/many"
}
many() { cp "$scratch/many" "$menu"; }
kernel 6.13.1-amd64
regenerate
for count in 10 100 1000 10000; do
	stanzas "$count"
	sed -i 's/^default.*/default saved/' "$scratch/many" # the first entry is one that is not there
	both "a new kernel, $count stanzas besides" many
done
