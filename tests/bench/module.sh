#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# aoe.ko out of Debian's linux-image package: netroot against `dpkg-deb --fsys-tarfile | tar | xz`, both
# in this run, on the same file, in turns; then how much of the package is fetched over HTTP when nothing
# asks for its SHA256. Ratios are what counts.
#   module.sh NETROOT [LINUX-IMAGE.deb]      ROUNDS=5 by default
# Needs root (a network namespace), and dpkg kmod python3 time xz-utils.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
netroot=$(readlink -f "${1:?usage: $0 NETROOT [LINUX-IMAGE.deb]}")
if [ -z "${NETROOT_TEST_INSIDE:-}" ]; then
	deb=${2:-$("$here/../system/module_package.sh")}
	export NETROOT_TEST_INSIDE=1
	exec unshare --net -- "$0" "$netroot" "$(readlink -f "$deb")"
fi
deb=$2
rounds=${ROUNDS:-5}
work=$(mktemp -d /tmp/netroot-bench.XXXXXX)
server=
stop() {
	[ -z "$server" ] || kill "$server"
	rm -rf "$work"
}
trap stop EXIT
ip link set lo up
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
kernel=$(dpkg-deb -f "$deb" Package)
kernel=${kernel#linux-image-}
member=$(dpkg-deb --fsys-tarfile "$deb" | tar -t | grep '/aoe\.ko')
echo 'd-i netroot/module/allow-unchecked boolean true' >"$work/answers"
export kernel deb member work netroot

by_dpkg() { bash -o pipefail -c 'dpkg-deb --fsys-tarfile "$deb" | tar -xO "$member" | xz -dc >"$work/dpkg.ko"'; }
by_netroot() {
	"$netroot" module --kernel "$kernel" --root "$work/root" --answers "$work/answers" --from "$1" >"$work/log" 2>&1 || { cat "$work/log" >&2 && return 1; }
}
fresh() {
	rm -rf "$work/root"
	mkdir "$work/root"
}
ko=$work/root/lib/modules/$kernel/kernel/drivers/block/aoe/aoe.ko

# timed FILE COMMAND...: appends seconds to FILE.
timed() {
	local file=$1 start
	shift
	start=$(date +%s%N)
	"$@"
	echo $(($(date +%s%N) - start)) | awk '{ printf "%.3f\n", $1 / 1e9 }' >>"$file"
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
# peak_of COMMAND...: the largest resident set of it and its children, in KiB.
peak_of() { /usr/bin/time -f %M -o "$work/peak" "$@" && cat "$work/peak"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / b }'; }

for ((round = 0; round < rounds; round++)); do
	timed "$work/dpkg.s" by_dpkg
	fresh
	timed "$work/netroot.s" by_netroot "$deb"
	cmp "$work/dpkg.ko" "$ko"
done
dpkg_s=$(median "$work/dpkg.s")
netroot_s=$(median "$work/netroot.s")
echo "time, median of $rounds: dpkg-deb|tar|xz ${dpkg_s} s, netroot ${netroot_s} s (with depmod): $(ratio "$dpkg_s" "$netroot_s") times as fast"

dpkg_kib=$(/usr/bin/time -f %M -o "$work/peak" dpkg-deb --fsys-tarfile "$deb" >/dev/null && cat "$work/peak")
fresh
netroot_kib=$(peak_of "$netroot" module --kernel "$kernel" --root "$work/root" --from "$deb" 2>/dev/null | tail -n 1)
unpacked=$(dpkg-deb --fsys-tarfile "$deb" | wc -c)
echo "peak memory: dpkg-deb alone ${dpkg_kib} KiB, netroot ${netroot_kib} KiB: $(ratio "$netroot_kib" "$dpkg_kib") times; unpacking all would take $((unpacked / 1048576)) MiB of the installer's RAM disk"

python3 "$here/../system/module_server.py" "$work/port" "$(dirname "$deb")" 2>"$work/server.log" &
server=$!
timeout 20 sh -c "until [ -s '$work/port' ]; do sleep 0.05; done"
url=http://127.0.0.1:$(cat "$work/port")/$(basename "$deb")
fresh
by_netroot "$url"
cmp "$work/dpkg.ko" "$ko"
timeout 20 sh -c "until grep -q 'sent [0-9]* bytes' '$work/server.log'; do sleep 0.05; done"
sent=$(sed -n 's/.*sent \([0-9]*\) bytes.*/\1/p' "$work/server.log" | tail -n 1)
size=$(stat -c%s "$deb")
echo "over HTTP, unchecked: the server sent $((sent / 1000)) of $((size / 1000)) kB ($(awk -v a="$sent" -v b="$size" 'BEGIN { printf "%.1f", 100 * a / b }') %), socket buffers included"
echo "d-i netroot/module/sha256 string $(sha256sum "$deb" | cut -d' ' -f1)" >"$work/answers"
fresh
timed "$work/checked.s" by_netroot "$url"
echo "over HTTP, held to its SHA256: all of it, $(cat "$work/checked.s") s"
