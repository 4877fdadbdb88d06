#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the path of a linux-image package of Debian 13, fetched and signature-checked by apt with a
# configuration of its own, once (kept in ${XDG_CACHE_HOME:-/var/cache}/netroot).
set -euo pipefail
cache=${XDG_CACHE_HOME:-/var/cache}/netroot/module
mkdir -p "$cache/apt/state/lists/partial" "$cache/apt/cache/archives/partial"
: >"$cache/apt/status"
mirror=${NETROOT_MIRROR:-http://deb.debian.org/debian}
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$cache/apt/sources.list"
cat >"$cache/apt/apt.conf" <<END
Dir "$cache/apt";
Dir::State "$cache/apt/state";
Dir::State::status "$cache/apt/status";
Dir::Cache "$cache/apt/cache";
Dir::Etc "$cache/apt";
Dir::Etc::sourcelist "$cache/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Etc::trustedparts "/etc/apt/trusted.gpg.d";
APT::Architecture "amd64";
APT::Architectures { "amd64"; };
APT::Sandbox::User "root";
END
# What this machine's apt was told about proxies and mirrors applies here too.
apt-config dump Acquire >>"$cache/apt/apt.conf"
export APT_CONFIG=$cache/apt/apt.conf
cd "$cache"
ready=$(find "$cache" -maxdepth 1 -name 'linux-image-*.deb' | head -n 1)
if [ -z "$ready" ]; then
	apt-get -qq update >&2
	package=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
	apt-get -qq download "$package" >&2
	ready=$(find "$cache" -maxdepth 1 -name 'linux-image-*.deb' | head -n 1)
fi
echo "$ready"
