#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: The menu item "Attach a network disk" leads a person in cdebconf's own terminal, from the welcome to the attached disk
# Run: --netroot $netroot --iso $build/iso
#
# wizard_in_debconf.sh --netroot PROGRAM --iso DIR    the postinst and cdebconf's newt front end as they are, the
#                                                     machine a folder. Needs root (mount namespace, chroot).
# shellcheck disable=SC2016 # what is in single quotes is for the machine's shell
set -uo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
if [ $# -ne 4 ] || [ "$1" != --netroot ] || [ ! -x "$2" ] || [ "$3" != --iso ]; then
	sed -n '6s/^# //p' "$0" >&2
	exit 2
fi
netroot=$(readlink -f "$2")
iso=$(readlink -f "$4")
# shellcheck source=tests/system/lib/cdebconf.sh
. "$top/tests/system/lib/cdebconf.sh"
in_own_namespace "$@"
work=$(mktemp -d)
scratch=$work machine=$work/machine
trap 'terminal_end; forget_database; rm -rf "$work"' EXIT
# shellcheck source=tests/system/lib/checks.sh
. "$top/tests/system/lib/checks.sh"
# shellcheck source=tests/system/lib/terminal.sh
. "$top/tests/system/lib/terminal.sh"
# shellcheck source=tests/system/lib/terminal-plugin.sh
. "$top/tests/system/lib/terminal-plugin.sh"
# shellcheck source=tests/system/played-machine.sh
. "$top/tests/system/played-machine.sh"
get_terminal_plugin
front_ends=$work/front-ends
mkdir -p "$front_ends/newt" "$work/bin"
cp /usr/lib/cdebconf/frontend/*.so "$front_ends"
cp "$work/plugin-terminal.so" "$front_ends/newt/"
prepare_cdebconf
printf '#!/bin/sh\nexec %s "$@" --root %s\n' "$netroot" "$machine" >"$work/bin/netroot"
chmod 755 "$work/bin/netroot"
# Like main-menu: it holds the debconf session in which the item runs.
cat >"$work/menu" <<MENU
#!/bin/sh
. /usr/share/debconf/confmodule
$top/udeb/installer/netroot-disk.postinst
echo \$? >$work/status
MENU
chmod 755 "$work/menu"

welcome='Install onto a network disk'
targets='Network disk to install on'
overwrite='Use e0.0 and give up the data on it?'
summary='Summary of the changes'
result='The network disk is attached'

forget_database() { umount "$machine/var/lib/cdebconf" 2>/dev/null || :; }
# A machine with a disk of its own, so that No is the default, and a network disk with data.
start() {
	terminal_end
	forget_database
	installer_machine
	program list-devices 'echo /dev/vda'
	truncate -s 16M "$machine/dev/etherd/e0.0"
	mke2fs -q -F -t ext4 -L home "$machine/dev/etherd/e0.0" 2>/dev/null
	make_database
	mkdir -p "$machine/var/lib/cdebconf"
	mount --bind "$work/db" "$machine/var/lib/cdebconf"
	preseed debconf/priority high
	rm -f "$work/status"
	TERMINAL_ENV="DEBIAN_FRONTEND=newt DEBCONF_USE_CDEBCONF=1 PATH=$work/bin:$PATH" terminal_start "$work/menu"
}
answer() { # SCREEN KEY…
	terminal_reaches "$1"
	shift
	terminal_keys "$@"
}
has_status() { [ "$(cat "$work/status" 2>/dev/null)" = "$1" ]; }
item_ended() { within 30 has_status "$1" || { screen_now; return 1; }; }

echo "== to the attached disk"
start
terminal_reaches "$welcome"
check "on a machine with a disk of its own No is the default" terminal_says '>>No<<'
terminal_keys Left
answer '>>Yes<<' Enter
answer "$targets" Enter
answer "$overwrite" Left
answer '>>Yes<<' Enter
answer "$summary" Enter
answer "$result" Enter
check "the item ends well" item_ended 0
check "the disk is noted" grep -qx DEVICE=/dev/etherd/e0.0 "$machine/run/netroot/disk"
check "debconf has the answers" test "$(value_of netroot/target) $(value_of netroot/overwrite)" = "e0.0 true"
check "the partitioner is led to the disk" test "$(value_of partman-auto/disk)" = /dev/etherd/e0.0
check "what passed between item and wizard is root's alone" \
	test "$(stat -c %a "$machine"/run/netroot/wizard/*/* | sort -u)" = 600

echo "== back to the menu"
start
answer "$welcome" Escape
check "Esc in the welcome leads back to the menu" item_ended 10
check "nothing is noted" test ! -e "$machine/run/netroot/disk"

echo "== a wizard that dies"
start
answer "$welcome" Left
answer '>>Yes<<' Enter
terminal_reaches "$targets"
kill -9 "$(pgrep -f "^$netroot wizard .*--root $machine\$")"
check "is an error on debconf's own screen" terminal_says 'the wizard ended without saying how'
terminal_keys Enter
check "and the item has failed" item_ended 1

checks_end
