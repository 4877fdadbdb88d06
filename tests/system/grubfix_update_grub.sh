#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: grubfix regenerate writes menu.lst byte for byte as Debian's update-grub does
# Run: "$grubfix"
# update-grub of grub-legacy as the oracle: from the same menu.lst and the same /boot both have to
# arrive at the same bytes, for every option update-grub knows. grub-probe alone is played here, for
# there is no disk; grubfix_legacy.sh has the real one.
#   grubfix_update_grub.sh GRUBFIX [WORK-DIR]
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

grubfix=$(readlink -f "$1")
work=${2:-${NETROOT_WORK:-/var/tmp/netroot-tests}}
here=$(dirname "$(readlink -f "$0")")
if [ "${NETROOT_UNSHARED:-}" != yes ]; then
	NETROOT_UNSHARED=yes exec unshare --mount --propagation private "$0" "$@"
fi

mkdir -p "$work/debs"
scratch=$(mktemp -d "$work/update-grub.XXXXXX")
root=$scratch/root
clean_up() {
	! mountpoint -q "$root/usr" || umount "$root/usr"
	rm -rf "$scratch"
}
trap clean_up EXIT

# shellcheck source=tests/system/lib/checks.sh
. "$here/lib/checks.sh"

# 1. A root with the host's /usr, GRUB legacy's programs over it, and a /boot of its own.
# shellcheck source=tests/system/lib/update-grub-root.sh
. "$here/lib/update-grub-root.sh"
option() { # NAME VALUE: of menu.lst
	sed -i "s|^# $1=.*|# $1=$2|" "$menu"
}

# Both start from the menu.lst that is there. The blanks in the default line and within an option are
# the one difference wanted: update-grub makes them anew, grubfix keeps them.
blanks() { sed -e 's/^default[[:blank:]]*/default /' -e '/^# kopt=/s/  */ /g' "$1"; }
same() {
	cp "$menu" "$scratch/before"
	update_grub || { cat "$scratch/update-grub.log"; return 1; }
	cp "$menu" "$scratch/wanted"
	cat "$scratch/before" >"$menu"
	"$grubfix" --root "$root" regenerate || return 1
	diff -u <(blanks "$scratch/wanted") <(blanks "$menu")
}
lists() { grep -c '^title' "$menu"; }

# 2. The first menu.lst is update-grub's.
kernel 6.12.1-amd64
check "update-grub makes the first menu.lst" update_grub
check "one kernel" same
check "… and its single-user entry" test "$(lists)" = 2
kernel 6.12.10-amd64 6.9.7-amd64 6.12-amd64 6.12-rc3-amd64 6.13-trunk-amd64 6.12.1-rt-amd64
check "seven kernels, in update-grub's order" same
check "… and nothing is left to do" same
before=$(stat -c %Y.%y "$menu")
check "… so the file is not written" sh -c "'$grubfix' --root '$root' regenerate"
check "… its time says so" test "$(stat -c %Y.%y "$menu")" = "$before"
without 6.12.10-amd64 6.13-trunk-amd64
check "kernels that went" same
echo half >"$root/boot/vmlinuz-7.0.dpkg-new"
check "a kernel that is being unpacked is left out" same
rm "$root/boot/vmlinuz-7.0.dpkg-new"

# 3. Each option.
option kopt 'root=/dev/etherd/e0.0p1 ro   console=ttyS0  quiet'
check "kopt with more blanks than one" same
option defoptions 'splash vga=791'
check "defoptions" same
option howmany 2
check "howmany=2" same
check "… lists two and their alternatives" test "$(lists)" = 4
option howmany all
option alternative false
check "alternative=false" same
option alternative true
option lockalternative true
check "lockalternative=true" same
option lockold true
check "lockold=true with lockalternative=true" same
option lockalternative false
check "lockold=true" same
option lockold false
option savedefault true
check "savedefault=true" same
option savedefault false
option altoptions '(single-user mode) single'
sed -i 's|^# altoptions=.*|&\n# altoptions=(no graphics) nomodeset  text\n# altoptions=before (in the middle) end|' "$menu"
check "three alternatives, one with words before it" same
sed -i 's|^# kopt=.*|&\n# kopt_6=root=/dev/etherd/e0.0p1 ro six\n# kopt_6_12_1=root=/dev/etherd/e0.0p1 ro  one|' "$menu"
check "options of their own for 6 and 6.12.1" same
check "… taken by 6.12.1" grep -q 'vmlinuz-6.12.1-amd64 root=/dev/etherd/e0.0p1 ro one ' "$menu"
echo memtest >"$root/boot/memtest86.bin"
echo memtest >"$root/boot/memtest86+.bin"
check "memtest86 and memtest86+" same
option memtest86 false
check "memtest86=false" same
option memtest86 true
rm "$root"/boot/memtest86*.bin

# 4. The default entry follows its kernel.
option updatedefaultentry true
sed -i 's/^default.*/default         2/' "$menu"
kernel 6.14.2-amd64
check "the default moves behind a new kernel" same
check "… and is not where it was" test "$(sed -n 's/^default[[:blank:]]*//p' "$menu")" != 2
without "$(sed -n '/^title/{s/.*kernel \([^ ]*\).*/\1/p}' "$menu" | sed -n "$(($(sed -n 's/^default[[:blank:]]*//p' "$menu") + 1))p")"
check "the default goes to 0 when its kernel is gone" same
check "… to 0" grep -q '^default[[:blank:]]*0' "$menu"
sed -i 's/^default.*/default saved/' "$menu"
chroot "$root" env PATH=/usr/sbin:/usr/bin grub-set-default 3 >/dev/null 2>&1
cp "$root/boot/grub/default" "$scratch/default"
kernel 6.15.1-amd64
check "default saved" same
cp "$root/boot/grub/default" "$scratch/default.grubfix"
check "… in /boot/grub/default, as update-grub would" test "$(head -n 1 "$scratch/default.grubfix")" != 3
option updatedefaultentry false
sed -i 's/^default.*/default 0/' "$menu"

# 5. Kernels without a version in their name, splash images, Xen, the user's own stanzas.
ln -s vmlinuz-6.12.1-amd64 "$root/boot/vmlinuz"
ln -s initrd.img-6.12.1-amd64 "$root/boot/initrd.img"
check "/boot/vmlinuz, a link" same
check "… is the default kernel" grep -q '^title.*6.12.1-amd64 Default$' "$menu"
rm "$root/boot/vmlinuz" "$root/boot/initrd.img"
: >"$root/boot/grub/splash.xpm.gz"
check "a splash image in /boot/grub" same
check "… stays" same
rm "$root/boot/grub/splash.xpm.gz"
check "… and goes" same
sed -i 's|^title.*|splashimage=(hd0,0)/mine.xpm.gz\n\n&|;T;:a;n;ba' "$menu"
check "a splash image of the user's" same
sed -i '/^splashimage/d' "$menu"
printf 'CONFIG_XEN=y\nCONFIG_XEN_PRIVILEGED_GUEST=y\n' | tee "$root/boot/config-6.12.1-amd64" >"$root/boot/config-6.15.1-amd64"
: >"$root/boot/xen-4.17.gz"
: >"$root/boot/xen-4.20-amd64.gz"
ln -s xen-4.17.gz "$root/boot/xen-4.gz"
check "two hypervisors and two kernels for them" same
check "… make four entries" test "$(grep -c '^title.*Xen' "$menu")" = 4
option xenhopt 'dom0_mem=512M'
option xenkopt 'console=hvc0'
check "xenhopt and xenkopt" same
mkdir -p "$root/var/lib/linux-image-6.15.1-amd64"
echo 4.17 >"$root/var/lib/linux-image-6.15.1-amd64/xen-versions"
check "xen-versions" same
option howmany 1
check "howmany=1 with Xen" same
option howmany all
rm "$root"/boot/xen-* "$root"/boot/config-*
sed -i '1i title Mine\nroot (hd0,0)\nkernel /boot/mine root=/dev/etherd/e0.0p1 ro\ninitrd /boot/mine.img\n' "$menu"
printf '\n# the end\ntitle Windows\nrootnoverify (hd1,0)\nchainloader +1' >>"$menu"
: >"$root/boot/mine"; : >"$root/boot/mine.img"
check "stanzas of the user's before and after the list" same
check "… and no newline at the end" test "$(tail -c 14 "$menu")" = 'chainloader +1'

# 6. The last kernel goes.
for file in "$root"/boot/vmlinuz-*; do without "${file##*/vmlinuz-}"; done
cp "$menu" "$scratch/before"
regenerate() { "$grubfix" --root "$root" regenerate "$@" >"$scratch/out" 2>&1; }
check "the removal of the last kernel is not failed, for dpkg would keep it half-removed" \
	regenerate --hook postrm 6.12.1-amd64
check "… and says what to do" says "apt-get install linux-image-amd64"
check "by hand it is an error" fails_with 1 regenerate
check "… and menu.lst is as it was" cmp "$scratch/before" "$menu"

checks_end
