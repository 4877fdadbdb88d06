#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: the menu item "Attach a network disk" talks to a real cdebconf, unattended and with a person
# Run: --netroot $netroot
#
# The postinst of netroot-disk and its templates as they are; the machine is a folder whose sysfs shows
# an AoE disk and whose udevadm does what the rules say. Needs root (mount namespace, chroot).
#
# attach_debconf.sh --netroot PROGRAM
# shellcheck disable=SC2016 # what is in single quotes is for the machine's shell
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
if [ $# -ne 2 ] || [ "$1" != --netroot ] || [ ! -x "$2" ]; then
	sed -n '9s/^# //p' "$0" >&2
	exit 2
fi
netroot=$(readlink -f "$2")
# shellcheck source=tests/system/lib/cdebconf.sh
. "$top/tests/system/lib/cdebconf.sh"
in_own_namespace "$@"

work=$(mktemp -d)
trap 'umount "$work/machine/var/lib/cdebconf" 2>/dev/null || :; rm -rf "$work"' EXIT
machine=$work/machine

fail() {
	echo "FAILED: $*"
	sed 's/^/  | /' "$work/screen" || :
	exit 1
}
pass() { echo "ok: $*"; }

# shellcheck source=tests/system/played-machine.sh
. "$top/tests/system/played-machine.sh"

# run_item STATUS FRONTEND [COMMAND...]: the menu item, or another command in its place; a person's answers
# come on standard input.
run_item() {
	local status=$1 frontend=$2 got
	shift 2
	[ $# -gt 0 ] || set -- "$top/udeb/installer/netroot-disk.postinst"
	rm -f "$work/status"
	# The text front end takes an end of input for an empty answer, again and again.
	DEBIAN_FRONTEND=$frontend DEBCONF_USE_CDEBCONF=1 TERM=dumb timeout 60 "$work/menu" "$@" \
		2>&1 | head -c 200000 >"$work/screen" || :
	got=$(cat "$work/status") || fail "the item did not end"
	[ "$got" = "$status" ] || fail "the item ended with $got, not with $status"
}

prepare_cdebconf
mkdir -p "$work/bin"
printf '#!/bin/sh\nexec %s "$@" --root %s\n' "$netroot" "$machine" >"$work/bin/netroot"
chmod 755 "$work/bin/netroot"
export PATH=$work/bin:$PATH
# Like main-menu: it holds the debconf session in which an item runs.
cat >"$work/menu" <<MENU
#!/bin/sh
. /usr/share/debconf/confmodule
"\$@"
echo \$? >"$work/status"
MENU
chmod 755 "$work/menu"

# The question database is looked at where debian-installer has it.
share_database() {
	mkdir -p "$machine/var/lib/cdebconf"
	mount --bind "$work/db" "$machine/var/lib/cdebconf"
}
forget_database() { umount "$machine/var/lib/cdebconf" 2>/dev/null || :; }
fresh() {
	forget_database
	installer_machine
	make_database
	share_database
}

fresh
preseed netroot/target e0.0
run_item 0 noninteractive </dev/null
grep -qx DEVICE=/dev/etherd/e0.0 "$machine/run/netroot/disk" || fail "no disk was noted"
[ "$(readlink "$machine/dev/sda")" = etherd/e0.0 ] || fail "no alias"
[ "$(value_of partman-auto/disk)" = /dev/etherd/e0.0 ] || fail "partman was not led to the disk"
pass "a preseeded target is attached without a question"
run_item 0 noninteractive </dev/null
pass "a second run changes nothing and succeeds"

fresh
mkdir -p "$machine/sys/block/etherd!e0.1"
cp "$machine/sys/block/etherd!e0.0/"* "$machine/sys/block/etherd!e0.1/"
program list-devices 'echo /dev/vda'
echo "5254.0012.3456 e0.0" >"$machine/map"
preseed netroot/target-map /map
run_item 2 noninteractive </dev/null
variable_of netroot/error WHAT | grep -q '/map:1: "5254.0012.3456" is no MAC address' || fail "no error shown"
echo "525400123456 e0.0" >"$machine/map"
preseed netroot/target-map /map
run_item 0 noninteractive </dev/null
grep -qx DEVICE=/dev/etherd/e0.0 "$machine/run/netroot/disk" || fail "no disk was noted"
pass "with a preseeded map the machine's own target is attached without a question, whatever else answers"

fresh
preseed netroot/target e0.0
preseed partman-auto/disk /dev/sda
run_item 0 noninteractive </dev/null
[ "$(value_of partman-auto/disk)" = /dev/etherd/e0.0 ] || fail "partman was left with the alias"
pass "partman is led from the alias to the disk"

fresh
mkdir -p "$machine/sys/block/sda"
preseed netroot/target e0.0
run_item 0 noninteractive </dev/null
grep -qx ALIAS= "$machine/run/netroot/disk" || fail "the alias was not given up"
[ ! -e "$machine/run/udev/rules.d/61-netroot-alias.rules" ] || fail "there is a rule for the alias"
pass "where the machine's own disk is sda, the network disk goes without that name"
run_item 0 noninteractive </dev/null
grep -qx ALIAS= "$machine/run/netroot/disk" || fail "the alias came back"

preseed netroot/alias sda
run_item 1 noninteractive </dev/null
variable_of netroot/error WHAT | grep -q '/dev/sda is taken by another disk' || fail "no error shown"
pass "the same name preseeded is an error"

fresh
mkdir -p "$machine/sys/block/sda"
preseed netroot/target e0.0
preseed partman-auto/disk /dev/sda
run_item 1 noninteractive </dev/null
variable_of netroot/error WHAT | grep -q '/dev/sda is taken by another disk' || fail "no error shown"
[ "$(value_of partman-auto/disk)" = /dev/sda ] || fail "partman's disk was changed"
pass "partman is not left with the machine's own disk under the alias that it was told"

fresh
preseed netroot/tagret e0.0
run_item 2 noninteractive </dev/null
variable_of netroot/error WHAT | grep -q 'unknown question "netroot/tagret"' || fail "no error shown"
variable_of netroot/error HINT | grep -q '"netroot/target"' || fail "no hint shown"
[ ! -e "$machine/run/netroot/disk" ] || fail "a disk was noted"
pass "an unknown preseeded question is refused"

fresh
program list-devices 'echo /dev/vda'
preseed netroot/attach yes
preseed netroot/target e0.0
run_item 2 noninteractive </dev/null
variable_of netroot/error WHAT | grep -q '"yes" is no answer to netroot/attach' || fail "no error shown"
printf '1\n\n1\n1\n\n\n\n\n\n' | run_item 0 text
grep -q 'Install onto a network disk' "$work/screen" || fail "attach was not asked"
[ -s "$machine/run/netroot/disk" ] || fail "no disk was noted"
pass "an answer to netroot/attach that is neither yes nor no is not taken for a no, and asked the next time"

fresh
preseed debconf/priority high
preseed netroot/timeout abc
preseed netroot/target e0.0
run_item 2 noninteractive </dev/null
variable_of netroot/error WHAT | grep -q '"abc" is no answer to netroot/timeout' || fail "no error shown"
printf '1\n1\n\n\n\n\n' | run_item 0 text
[ -s "$machine/run/netroot/disk" ] || fail "no disk was noted"
pass "a wrong answer that is not asked about at this priority stops nobody the next time"

fresh
preseed netroot/bootloader grub
run_item 2 text netroot bootable --debconf --stage boot </dev/null
variable_of netroot/error WHAT | grep -q '"grub" is no answer to netroot/bootloader' || fail "no error shown"
[ "$(value_of netroot/bootloader)" != grub ] || fail "the wrong answer stays: $(value_of netroot/bootloader)"
pass "nor one of the second menu item"

fresh
preseed debconf/priority low
printf '1\n\n\n1\nFoo\n\n<\n<\n<\n<\n<\n' | run_item 10 text
grep -q 'a device name of small letters' "$work/screen" || fail "Foo was not refused"
[ "$(value_of netroot/alias)" = auto ] || fail "debconf was left with $(value_of netroot/alias)"
pass "an answer that was refused is not kept by who goes back to the menu"

fresh
preseed netroot/target e3.3
preseed netroot/timeout 1
run_item 1 noninteractive </dev/null
variable_of netroot/error WHAT | grep -q 'target e3.3 did not answer within 1 s' || fail "no error shown"
variable_of netroot/error WHAT | grep -q 'e0.0 (4.0 GiB, on ens3' || fail "what was seen is not listed"
pass "a target that does not answer is an error that lists what does"
printf '1\n\n1\n1\n\n\n\n\n\n' | run_item 0 text
grep -q 'Network disk to install on' "$work/screen" || fail "the target was not asked"
grep -qx DEVICE=/dev/etherd/e0.0 "$machine/run/netroot/disk" || fail "no disk was noted"
pass "what was preseeded in vain is asked when the item is chosen again"

fresh
program list-devices 'echo /dev/vda'
run_item 0 noninteractive </dev/null
[ ! -e "$machine/run/netroot/disk" ] || fail "a disk was noted"
[ "$(value_of netroot/attach)" = false ] || fail "attach is not false"
pass "a machine with a disk of its own is left alone when nobody asks"

fresh
program depmod ': >/run/depmod'
program update-dev '[ -e /run/depmod ] && : >/run/updated'
program list-devices '[ ! -e /run/updated ] || echo /dev/vda'
run_item 0 noninteractive </dev/null
[ ! -e "$machine/run/netroot/disk" ] || fail "a disk was noted"
pass "a disk of its own counts also when its driver was not loaded yet"

fresh
run_item 0 noninteractive </dev/null
[ -s "$machine/run/netroot/disk" ] || fail "no disk was noted"
pass "a machine without a disk takes the only target"

data_on_disk() {
	truncate -s 16M "$machine/dev/etherd/e0.0"
	mke2fs -q -F -t ext4 -L home "$machine/dev/etherd/e0.0" 2>/dev/null
}
fresh
data_on_disk
preseed netroot/target e0.0
run_item 1 noninteractive </dev/null
variable_of netroot/error WHAT | grep -q 'ext4 "home"' || fail "the data are not named"
variable_of netroot/error HINT | grep -q netroot/overwrite || fail "the key is not named"
[ ! -e "$machine/run/netroot/disk" ] || fail "a disk was noted"
preseed netroot/overwrite true
run_item 0 noninteractive </dev/null
[ -s "$machine/run/netroot/disk" ] || fail "no disk was noted"
pass "a preseeded disk with data is taken only when the preseed file says so"

fresh
data_on_disk
preseed netroot/target e0.0
preseed rescue/enable true
run_item 0 noninteractive </dev/null
[ -s "$machine/run/netroot/disk" ] || fail "no disk was noted"
pass "in rescue mode, which writes to no disk, a disk with data is taken"

fresh
program update-dev ': >/run/updated'
run_item 0 text netroot attach --debconf --dry-run </dev/null
grep -q '^1. load the kernel module aoe.*(already done)$' "$work/screen" || fail "no plan is shown"
grep -q 'lead the partitioner to the disk$' "$work/screen" || fail "partman is not in the plan"
! grep -q 'Install onto a network disk' "$work/screen" || fail "a question was asked"
[ "$(value_of netroot/attach)" != true ] || fail "an answer was changed"
[ -z "$(value_of partman-auto/disk)" ] || fail "partman was led to the disk"
[ ! -e "$machine/run/netroot" ] || fail "something was noted"
[ ! -e "$machine/run/updated" ] || fail "drivers were loaded"
pass "a dry run in debconf shows the plan and asks, sets and does nothing"
program list-devices 'echo /dev/vda'
run_item 0 text netroot attach --debconf --dry-run </dev/null
grep -qx 'nothing: no network disk is wanted' "$work/screen" || fail "it is not said that nothing is done"
preseed netroot/target x
run_item 2 text netroot attach --debconf --dry-run </dev/null
grep -q 'netroot: "x" is no answer to netroot/target' "$work/screen" || fail "the error is not told"
! grep -q 'something went wrong' "$work/screen" || fail "an error screen was opened"
pass "a dry run tells of no disk wanted and of wrong answers without a screen"

fresh
program list-devices 'echo /dev/vda'
printf '1\n\n1\n1\n\n\n\n\n\n' | run_item 0 text
grep -q 'Install onto a network disk' "$work/screen" || fail "attach was not asked"
grep -q 'Network disk to install on' "$work/screen" || fail "the target was not asked"
[ -s "$machine/run/netroot/disk" ] || fail "no disk was noted"
pass "a person says yes and names the target"

fresh
printf '<\n' | run_item 10 text
pass "a person goes back to the menu"

fresh
printf '1\n<\n<\n' | run_item 10 text
[ "$(grep -c 'Install onto a network disk' "$work/screen")" = 2 ] || fail "the list did not lead back"
[ ! -e "$machine/run/netroot/disk" ] || fail "a disk was noted"
pass "a person goes back from the list to the first question, and from there to the menu"

fresh
preseed netroot/target e0.0
run_item 0 text </dev/null
! grep -q 'Prompt:' "$work/screen" || fail "a question was asked"
[ -s "$machine/run/netroot/disk" ] || fail "no disk was noted"
pass "a preseeded target is attached without a question by the text front end, too"

fresh
preseed debconf/priority low
printf '1\n\n\n1\nnone\n\n\n' | run_item 0 text
for words in 'Network cards for' 'Seconds to wait' 'Second name for'; do
	grep -q "$words" "$work/screen" || fail "not asked: $words"
done
grep -qx ALIAS= "$machine/run/netroot/disk" || fail "the alias was not taken"
pass "at priority low every question is asked, and the answers count"

another_target() {
	cp -r "$machine/sys/block/etherd!e0.0" "$machine/sys/block/etherd!e7.1"
	: >"$machine/dev/etherd/e7.1"
	program udevadm 'case $1 in info) echo ID_TYPE=disk ;; settle) busybox ln -sf etherd/e7.1 /dev/sda ;; esac'
}
fresh
preseed netroot/target e0.0
run_item 0 noninteractive </dev/null
another_target
preseed netroot/target e7.1
run_item 0 noninteractive </dev/null
[ "$(value_of partman-auto/disk)" = /dev/etherd/e7.1 ] || fail "partman was left with the first target"
pass "partman follows when another target is attached"

run_item 0 noninteractive netroot undo --debconf </dev/null
[ ! -e "$machine/run/netroot/disk" ] || fail "undo left the disk noted"
[ ! -e "$machine/run/netroot/made" ] || fail "undo left its own notes"
[ ! -e "$machine/run/udev/rules.d/61-netroot-alias.rules" ] || fail "undo left the alias rule"
[ -z "$(value_of partman-auto/disk)" ] || fail "undo left partman's disk"
pass "undo takes all of it back"

fresh
preseed netroot/target e0.0
preseed partman-auto/disk /dev/sda
run_item 0 noninteractive </dev/null
"$work/bin/netroot" undo >"$work/screen" 2>&1 || fail "undo failed"
[ ! -e "$machine/run/netroot/disk" ] || fail "undo left the disk noted"
grep -q 'partman-auto/disk stays /dev/etherd/e0.0' "$work/screen" || fail "it is not said what stays"
preseed netroot/attach false
run_item 0 noninteractive </dev/null
[ "$(value_of partman-auto/disk)" = /dev/sda ] || fail "the preseeded disk is not there again"
[ ! -e "$machine/run/netroot/made" ] || fail "notes are left"
pass "undo from a shell says that partman's disk stays; a No in the menu takes it back"

fresh
preseed netroot/module/url "https://anna:key@word@server/linux-image.deb"
preseed netroot/target-map "http://server/map@home"
preseed netroot/sanboot/publish "http://anna:keyword@server:8080/boot/"
run_item 0 noninteractive "$top/udeb/installer/netroot-disk/usr/lib/finish-install.d/93netroot-passwords" </dev/null
! grep -q "keyword\|key@word\|anna" "$work/db/questions.dat" || fail "a password is left"
[ "$(value_of netroot/module/url)" = https://server/linux-image.deb ] || fail "the package's URL is another one"
[ "$(value_of netroot/target-map)" = http://server/map@home ] || fail "a URL without a password was changed"
[ "$(value_of netroot/sanboot/publish)" = http://server:8080/boot/ ] || fail "where to publish is another place"
pass "the database that goes into the new system has no password of ours"
forget_database
