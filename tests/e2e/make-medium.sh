#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes an installer medium for unattended runs from netroot's packages.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR disable=SC2154
. "$here/lib/report.sh"
. "$here/lib/medium.sh"
. "$here/lib/serial-answers.sh"

usage() {
	cat <<-END
		Usage: make-medium.sh --packages DIR --out FILE.iso --work DIR [--serial] [netroot-iso's options]
		  --packages  folder with the packages that debian/make-packages makes
		  --out       image to write
		  --work      cache of iso-build/netroot-iso, about 2 GB
		  --serial    its automatic entry shows itself on serial lines (whole.sh --menu)
	END
}

packages='' out='' work='' serial='' more=()
while [ $# -gt 0 ]; do
	case $1 in
	--packages) packages=${2-} && shift ;;
	--out) out=${2-} && shift ;;
	--work) work=${2-} && shift ;;
	--serial) serial=yes ;;
	--help) usage && exit 0 ;;
	*) more+=("$1") ;;
	esac
	shift
done
if [ ! -d "$packages" ] || [ -z "$out" ] || [ -z "$work" ]; then usage >&2 && exit 2; fi

udebs=()
for name in netroot-disk netroot-bootloader; do
	udeb=$(find "$packages" -maxdepth 1 -name "${name}_*.udeb" | sort -V | tail -n 1)
	[ -n "$udeb" ] || die "no ${name}_*.udeb in $packages; debian/make-packages makes it"
	udebs+=(--udeb "$udeb")
done
mkdir -p "$work" "$(dirname "$out")"
answers=$unattended_answers
if [ -n "$serial" ]; then
	answers=$out.serial.cfg
	serial_answers >"$answers"
	more+=(--append "$medium_console $medium_front mitigations=off")
fi
exec "$here/../../iso-build/netroot-iso" --output "$out" --work "$work" --lean "${udebs[@]}" \
	--preseed "$answers" "${more[@]}"
