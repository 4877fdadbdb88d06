#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: a program gets the terminal of cdebconf's newt front end, whose plugin is loaded when it is missing
# Run: --asker $build/dev/tests/ask_debconf --iso $build/iso
#
# Needs root (mount namespace).
#
# debconf_terminal.sh --asker PROGRAM --iso DIR
# shellcheck disable=SC2016 # what is in single quotes is for the terminal's shell
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
if [ $# -ne 4 ] || [ "$1" != --asker ] || [ ! -x "$2" ] || [ "$3" != --iso ]; then
	sed -n '8s/^# //p' "$0" >&2
	exit 2
fi
asker=$(readlink -f "$2")
iso=$4
# shellcheck source=tests/system/lib/cdebconf.sh
. "$top/tests/system/lib/cdebconf.sh"
in_own_namespace "$@"

work=$(mktemp -d)
trap 'tmux -S "$work/tmux" kill-server 2>/dev/null || :; rm -rf "$work"' EXIT

fail() {
	echo "FAILED: $*"
	cat "$work/out" "$work/log" "$work/seen" 2>/dev/null || :
	tmux -S "$work/tmux" capture-pane -p || :
	exit 1
}
pass() { echo "ok: $*"; }

# shellcheck source=tests/system/lib/terminal-plugin.sh
. "$top/tests/system/lib/terminal-plugin.sh"
get_terminal_plugin

front_ends=$work/front-ends
mkdir -p "$front_ends/newt" "$work/bin"
cp /usr/lib/cdebconf/frontend/*.so "$front_ends"
prepare_cdebconf

# start FRONTEND WHAT: in a terminal of 80x24.
start() {
	rm -f "$work/out" "$work/seen"
	printf '#!/bin/sh\n. /usr/share/debconf/confmodule\nexec %s %s %s\n' "$asker" "$2" "$work/out.new" >"$work/item"
	printf '#!/bin/sh\n%s 2>%s\nmv %s %s\nsleep 60\n' "$work/item" "$work/log" "$work/out.new" "$work/out" >"$work/run"
	chmod 755 "$work/item" "$work/run"
	tmux -S "$work/tmux" kill-server 2>/dev/null || :
	rm -f "$work/tmux" # the old server may still be about to end
	DEBIAN_FRONTEND=$1 DEBCONF_USE_CDEBCONF=1 PATH=$work/bin:$PATH \
		tmux -S "$work/tmux" -f /dev/null new-session -d -x 80 -y 24 "$work/run"
}
# wait_for FILE: at most 20 s.
wait_for() {
	local tries=100
	until [ -s "$1" ]; do
		[ $((tries -= 1)) -gt 0 ] || fail "$1 did not come"
		sleep 0.2
	done
}
result() { # FRONTEND WHAT
	make_database
	start "$@"
	wait_for "$work/out"
}

result text plugin
grep -qx 'no plugin' "$work/out" || fail "the text front end has a terminal"
result newt plugin
grep -qx 'no plugin' "$work/out" || fail "there is a plugin without one"
pass "a front end without the plugin, and an installer that cannot load it, are told"

# As in the installer: it talks to the same debconf, in its own way.
cat >"$work/bin/anna-install" <<SCRIPT
#!/bin/sh
. /usr/share/debconf/confmodule
db_capb
[ "\$1" = cdebconf-newt-terminal ] || exit 1
db_metaget netroot/attach description || exit 1
cp $work/plugin-terminal.so $front_ends/newt/
SCRIPT
chmod 755 "$work/bin/anna-install"
result newt plugin
grep -qx plugin "$work/out" || fail "the plugin was not loaded"
pass "the plugin is loaded by the installer's means"

export IN_TERMINAL="tty >$work/seen; readlink /proc/\$\$/fd/* >>$work/seen; env | grep ^DEB >>$work/seen; read -r word;
echo \"typed \$word\" >>$work/seen; exit 3"
rm "$front_ends/newt/plugin-terminal.so"
make_database
start newt terminal
wait_for "$work/seen"
tmux -S "$work/tmux" send-keys hello Enter
wait_for "$work/out"
grep -qx 'typed hello' "$work/seen" || fail "the program did not get what was typed"
head -n 1 "$work/seen" | grep -q '^/dev/pts/' || fail "the program has no terminal"
! grep -qE 'pipe:|^DEB' "$work/seen" || fail "the program got hold of debconf"
pass "a program in the terminal has the person's keys, and nothing of debconf"
grep -q '^A disk that a server' "$work/out" || fail "debconf was lost"
[ "$(grep -c '^$' "$work/out")" -ge 2 ] || fail "texts of several lines are none any more"
pass "debconf is as it was afterwards, whatever the program ended with"
