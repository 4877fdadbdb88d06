#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the path of Debian 13's package of netboot images, fetched and signature-checked by apt like
# module_package.sh does it, once.
set -euo pipefail
cache=${XDG_CACHE_HOME:-/var/cache}/netroot/module
package=debian-installer-13-netboot-amd64
"$(dirname "$(readlink -f "$0")")/module_package.sh" >/dev/null
export APT_CONFIG=$cache/apt/apt.conf
cd "$cache"
if ! compgen -G "${package}_*.deb" >/dev/null; then
	apt-get -qq update >&2
	apt-get -qq download "$package" >&2
fi
find "$cache" -maxdepth 1 -name "${package}_*.deb" | sort | tail -n 1
