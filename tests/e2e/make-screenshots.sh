#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The pictures of docs/screens, out of real runs of the installer: on a serial console, on the Linux console and in
# the graphical installer. Two hours without KVM.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")

usage() {
	cat <<-END
		Usage: make-screenshots.sh --packages DIR --work DIR [--out DIR]
		  --packages  folder with the packages that debian/make-packages makes
		  --work      caches of two media and the media, about 5 GB
		  --out       docs/screens
	END
}

packages='' work='' out=$here/../../docs/screens
while [ $# -gt 0 ]; do
	case $1 in
	--packages) packages=${2-} && shift ;;
	--work) work=${2-} && shift ;;
	--out) out=${2-} && shift ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
if [ ! -d "$packages" ] || [ -z "$work" ]; then usage >&2 && exit 2; fi

mkdir -p "$work"
"$here/make-medium.sh" --packages "$packages" --out "$work/text.iso" --work "$work/text"
"$here/make-medium.sh" --packages "$packages" --out "$work/graphical.iso" --work "$work/graphical" --graphical
"$here/wizard-vga.sh" --iso "$work/text.iso" --screens "$out"
"$here/wizard-vga.sh" --iso "$work/graphical.iso" --graphical --screens "$out"
"$here/wizard.sh" --iso "$work/text.iso" --screens "$out"
