#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: The repository for stock images is signed, the same twice, and its preseed file fetches what it names only
# netroot-iso --repository with small udebs. The command that the installer would run is run by busybox, whose
# shell, wget and sha256sum the installer has, against a web server inside a network namespace.
set -euo pipefail
top=$(readlink -f "$(dirname "$0")/../..")
if [ -z "${NETROOT_TEST_INSIDE:-}" ]; then
	export NETROOT_TEST_INSIDE=1
	exec unshare --net -- "$0"
fi
ip link set lo up
scratch=$(mktemp -d)
export GNUPGHOME=$scratch/gnupg SOURCE_DATE_EPOCH=1760000000
servers=()
stop() {
	gpgconf --kill all 2>/dev/null || true
	for pid in ${servers[@]+"${servers[@]}"}; do kill "$pid" 2>/dev/null || true; done
	rm -rf "$scratch"
}
trap stop EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$top/tests/system/lib/checks.sh"
# shellcheck source=tests/system/lib/iso-fixtures.sh
. "$top/tests/system/lib/iso-fixtures.sh"
mkdir -m 700 "$GNUPGHOME"
make_udeb netroot-disk "cdebconf-udeb, configured-network, libssl3-udeb (>= 3.0), di-utils"
make_udeb netroot-bootloader "netroot-disk"
make_deb netroot
udebs=(--udeb "$scratch/netroot-disk.udeb" --udeb "$scratch/netroot-bootloader.udeb")
url=http://127.0.0.1:8097/r
repository=$scratch/r

makes() { # WORK DIR [OPTION...]
	netroot_iso --work "$scratch/$1" --repository "$2" --base-url "$url" "${udebs[@]}" "${@:3}"
}
signed_by() { # KEYRING DIR
	gpgv --keyring "$1" "$2/dists/trixie/Release.gpg" "$2/dists/trixie/Release" &&
		gpgv --keyring "$1" "$2/dists/trixie/InRelease"
}
same_tree() { diff -r "$1" "$2"; }
value_of() { sed -n "s|^d-i $1 string ||p" "$2"; }

test_signature() {
	check "the repository is made" makes work "$repository" --deb "$scratch/netroot.deb"
	check "without the udeb for the boot loader it is made with a warning" sh -c "'$top/iso-build/netroot-iso' --work '$scratch/work' \
		--repository '$scratch/half' --base-url '$url' --udeb '$scratch/netroot-disk.udeb' | grep -q 'warning: no netroot-bootloader'"
	check "its size and the time it took are said" grep -qE 'done: .*/r \([0-9.]+ MB\)' "$scratch/out"
	check "Release and InRelease are signed by the key beside them" signed_by "$repository/repository.gpg" "$repository"
	check "the secret key is its owner's alone" test "$(stat -c %a "$scratch/work/key" "$scratch/work/key/secret.gpg" | tr '\n' ' ')" = "700 600 "
	sleep 1.1
	check "it is made again" makes work "$scratch/again/r" --deb "$scratch/netroot.deb"
	check "SOURCE_DATE_EPOCH and the key make it the same twice, signatures included" same_tree "$repository" "$scratch/again/r"
	check "a folder of an earlier run is replaced, with a slash behind its name, too" makes work "$scratch/again/r/"
	check "and is whole" test -s "$scratch/again/r/netroot.cfg"
	check "nothing of it stays" test ! -e "$scratch/again/r/pool/main/n/netroot/netroot_3_all.deb"
	gpg --batch --quiet --faked-system-time 20250101T000000! --passphrase '' --quick-generate-key 'A site <site@example.org>' rsa2048 sign never 2>/dev/null
	check "the user's key signs instead" makes work "$scratch/theirs" --sign-key site@example.org
	check "and is the one that is handed out" signed_by "$scratch/theirs/repository.gpg" "$scratch/theirs"
	check "which the made key is not" fails_with 2 gpgv --keyring "$repository/repository.gpg" "$scratch/theirs/dists/trixie/InRelease"
	check "a repository for Debian 12 has its name" sh -c "$top/iso-build/netroot-iso --work '$scratch/work' --suite bookworm \
		--repository '$scratch/twelve' --base-url $url ${udebs[*]} && test -s '$scratch/twelve/dists/bookworm/InRelease'"
	check "a key that gpg does not have is named" fails_with 1 makes work "$scratch/none" --sign-key nobody@example.org
	check "  by the words" says "gpg knows no key nobody@example.org"
}

# apt and net-retriever read the same files; apt is at hand.
test_apt() {
	local apt=$scratch/apt
	mkdir -p "$apt"/{lists/partial,cache}
	echo "deb [signed-by=$repository/repository.gpg] file:$repository trixie main main/debian-installer" >"$apt/sources.list"
	: >"$apt/status"
	ours=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$apt/lists"
		-o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root -o APT::Architecture=amd64)
	check "apt takes the repository by its signature" apt-get "${ours[@]}" update --error-on=any
	check "the package is in it, and the udebs" test "$(apt-cache "${ours[@]}" pkgnames | sort | tr '\n' ' ')" = "netroot netroot-bootloader netroot-disk "
	rm -rf "$apt/lists" && mkdir -p "$apt/lists/partial"
	cp -r "$repository" "$scratch/forged" && sed -i "s/^Origin: netroot/Origin: frob/" "$scratch/forged/dists/trixie/InRelease"
	echo "deb [signed-by=$repository/repository.gpg] file:$scratch/forged trixie main" >"$apt/sources.list"
	check "one that was changed afterwards it does not take" fails_with 100 apt-get "${ours[@]}" update --error-on=any
}

# installer_runs COMMAND: with a udpkg and an anna-install that write down what they got
installer_runs() {
	local bin=$scratch/bin
	rm -rf "$bin" "$scratch/unpacked" && mkdir -p "$bin" "$scratch/unpacked"
	# shellcheck disable=SC2016  # for the programs
	printf '#!/bin/sh\ndpkg-deb --field "$2" Package >>%s/unpacked/names\n' "$scratch" >"$bin/udpkg"
	# shellcheck disable=SC2016
	printf '#!/bin/sh\necho "$1" >>%s/unpacked/asked\n' "$scratch" >"$bin/anna-install"
	chmod 755 "$bin"/*
	PATH=$bin:$PATH busybox sh -c "$1" >"$scratch/out" 2>&1
}

test_fetch() {
	local command
	printf 'd-i netroot/target string e0.0\nd-i preseed/early_command string \\\n  echo theirs \\\n  >/tmp/x\n' >"$scratch/answers"
	check "the repository takes a person's answers" makes work "$repository" --preseed "$scratch/answers"
	check "which are in both preseed files" grep -q '^d-i netroot/target string e0.0$' "$repository/netroot.cfg" "$repository/netroot-signed.cfg"
	check "their command runs behind ours, in one line" test "$(grep -c early_command "$repository/netroot.cfg")" = 1
	command=$(value_of preseed/early_command "$repository/netroot.cfg")
	check "debconf finds nothing to expand in it" sh -c "! printf %s '${command//\'/}' | grep -q '[\\\\]\|[$]{'"
	command=${command//\/tmp\//$scratch/}
	(cd "$scratch" && exec python3 -m http.server --bind 127.0.0.1 8097) >/dev/null 2>&1 &
	servers+=($!)
	until (: </dev/tcp/127.0.0.1/8097) 2>/dev/null; do sleep 0.1; done
	check "an installer's shell runs it" installer_runs "$command"
	check "both udebs are unpacked, in order" test "$(tr '\n' ' ' <"$scratch/unpacked/names")" = "netroot-disk netroot-bootloader "
	check "what they depend on is asked for" grep -qx libssl3-udeb "$scratch/unpacked/asked"
	check "the other's command ran" test -s "$scratch/x"
	echo tampered >>"$repository/pool/main/n/netroot/netroot-disk_2.0_amd64.udeb"
	check "a udeb that is not the one named ends it" fails_with 1 installer_runs "$command"
	check "and is not unpacked" test ! -e "$scratch/unpacked/names"
}

test_signed() {
	local file=$repository/netroot-signed.cfg
	check "the installer gets the repository's address" test "$(value_of apt-setup/_DEVEL_/repository "$file")" = "deb $url trixie main"
	check "its key" cmp <(value_of apt-setup/_DEVEL_/key "$file" | sed 's,base64://,,' | base64 -d) "$repository/repository.gpg"
	check "and the udebs' names" test "$(value_of anna/choose_modules "$file")" = "netroot-disk netroot-bootloader"
}

test_map() {
	local file
	echo '52:54:00:00:00:01 e0.0' >"$scratch/map"
	check "a repository with a target map is made" makes work "$scratch/mapped" --target-map "$scratch/map"
	check "the map is in it" cmp "$scratch/map" "$scratch/mapped/target-map"
	for file in netroot.cfg netroot-signed.cfg; do
		check "$file says where" test "$(value_of netroot/target-map "$scratch/mapped/$file")" = "$url/target-map"
	done
	echo '52:54:00:00:00:02 e0.1' >>"$scratch/mapped/target-map"
	: >"$scratch/mapped/rack7.cfg"
	check "a tree in which somebody has changed files is not replaced" fails_with 1 makes work "$scratch/mapped" --target-map "$scratch/map"
	check "the error names them" grep -q "since it was made: rack7.cfg target-map " "$scratch/out"
	check "they stay" grep -q 00:02 "$scratch/mapped/target-map"
	mv "$scratch/mapped"/{rack7.cfg,target-map} "$scratch"
	check "a map somewhere else" makes work "$scratch/mapped" --target-map http://10.0.0.1/map
	check "is named by its address" test "$(value_of netroot/target-map "$scratch/mapped/netroot.cfg")" = http://10.0.0.1/map
	check "and not copied" test ! -e "$scratch/mapped/target-map"
	check "without one nothing is said of it" fails_with 1 grep -r target-map "$repository"
}

test_signature
test_apt
test_map
test_fetch
test_signed
checks_end
