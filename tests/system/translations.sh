#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: translations are complete, fit the templates as they are, and are in the udebs
# Run: --disk $disk_udeb --bootloader $bootloader_udeb
#
# translations.sh [--disk UDEB --bootloader UDEB]: without the udebs, they are not looked into.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
disk='' bootloader=''
while [ $# -gt 0 ]; do
	case $1 in
	--disk) disk=${2:?} ;;
	--bootloader) bootloader=${2:?} ;;
	*)
		sed -n '6s/^# //p' "$0" >&2
		exit 2
		;;
	esac
	shift 2
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
	echo "FAILED: $*"
	exit 1
}
pass() { echo "ok: $*"; }

# Dates and line numbers say nothing of the words.
words_of() { grep -v -e '^#: ' -e '^"POT-Creation-Date: ' "$1"; }

mkdir -p "$work/debian" "$work/udeb/installer"
cp -P "$top"/debian/*.templates "$top/debian/changelog" "$work/debian"
cp -r "$top/debian/po" "$work/debian"
cp "$top"/udeb/installer/*.templates "$work/udeb/installer"
(cd "$work/debian" && debconf-updatepo)
for file in "$top"/debian/po/*.po*; do
	diff -u <(words_of "$file") <(words_of "$work/debian/po/${file##*/}") ||
		fail "$file is not what the templates say; mend it by debconf-updatepo, in debian/"
done
pass "templates.pot and the translations have the words of the templates"

for file in "$top"/debian/po/*.po; do
	counts=$(LC_ALL=C msgfmt --check --statistics --output-file=/dev/null "$file" 2>&1) || fail "$file: $counts"
	grep -qx '[0-9]* translated messages\.' <<<"$counts" || fail "$file is not complete: $counts"
done
pass "every translation is complete"

# has_languages UDEB TEMPLATE: with each language's words for it.
has_languages() {
	local file language
	mkdir "$work/control"
	dpkg-deb --control "$1" "$work/control"
	for file in "$top"/debian/po/*.po; do
		language=$(basename "$file" .po)
		awk -v name="$2" '/^Template: /{at = $2} at == name' "$work/control/templates" |
			grep -q "^Description-$language.UTF-8: ." || fail "$1 does not say $2 in $language"
	done
	! grep -q '^_' "$work/control/templates" || fail "$1 has templates that are not merged"
	rm -r "$work/control"
}
[ -z "$disk" ] || has_languages "$disk" netroot/attach
[ -z "$bootloader" ] || has_languages "$bootloader" netroot/bootloader
[ -z "$disk$bootloader" ] || pass "the udebs carry every language"
