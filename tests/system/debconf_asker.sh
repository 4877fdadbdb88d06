#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: dialogs as plain debconf questions work with a real cdebconf: every kind, back, refusals, German
# Run: --asker $build/dev/tests/ask_debconf
#
# ask_debconf asks one question of each kind, in order: 0 boolean, 1 string of low priority, 2 select,
# 3 multiselect, 4 live list, 5 list to be read, 6 note; then it works. Needs root (mount namespace).
#
# debconf_asker.sh --asker PROGRAM
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
if [ $# -ne 2 ] || [ "$1" != --asker ] || [ ! -x "$2" ]; then
	sed -n '9s/^# //p' "$0" >&2
	exit 2
fi
asker=$(readlink -f "$2")
# shellcheck source=tests/system/lib/cdebconf.sh
. "$top/tests/system/lib/cdebconf.sh"
in_own_namespace "$@"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "FAILED: $*"
	head -n 600 "$work/screen" | sed 's/^/  | /' || :
	sed 's/^/  out: /' "$work/out" || :
	exit 1
}
pass() { echo "ok: $*"; }

prepare_cdebconf

# ask FRONTEND WHAT [ANSWER...]: a line each; an empty one takes the default.
ask() {
	local front_end=$1 what=$2
	shift 2
	rm -f "$work/out"
	printf '#!/bin/sh\n. /usr/share/debconf/confmodule\nexec %s %s %s\n' "$asker" "$what" "$work/out" >"$work/item"
	chmod 755 "$work/item"
	printf '%s\n' "$@" | DEBIAN_FRONTEND=$front_end DEBCONF_USE_CDEBCONF=1 TERM=dumb timeout 20 "$work/item" \
		2>&1 | head -c 100000 >"$work/screen" || :
	[ -s "$work/out" ] || fail "$what did not end"
}
line() { grep -qx -- "$1" "$work/out" || fail "not in the result: $1"; }
screen() { grep -q -- "$1" "$work/screen" || fail "not on the screen: $1"; }
not_on_screen() { ! grep -q -- "$1" "$work/screen" || fail "on the screen: $1"; }

make_database
ask text dialog 1 4 1 1 2 2 '' ''
line 'way 0123456'
line 'overwrite true'
line 'timeout 60'
line 'source url'
line 'interfaces ens3'
line 'target e0.1'
screen 'Use e0.0 and give up the data on it?'
screen '^swap$'
screen '2: e0.1: 4.0 GiB, ACME, Inc'
screen '^  has the driver$'
# shellcheck disable=SC2016 # as it is; cdebconf would abort over it
screen '^1. one ${net${i}/mac}$'
screen 'Switching the network cards on.* 50%'
not_on_screen 'Seconds to wait'
pass "each kind of question is answered, and one below the priority is not asked"
ask text dialog 2 4 2 1 2 2 '' ''
line 'way 0123456'
line 'overwrite false'
line 'interfaces ens4'
pass "a dialog that is run again asks again"

make_database
preseed debconf/priority low
ask text dialog 1 abc '' 7 '' '' '' 2 3 '' 2 '' ''
line 'way 0123456'
line 'timeout 7'
line 'source auto'
line 'interfaces ens4'
line 'target e0.1'
screen '"abc" is no number'
pass "what cannot be entered is refused with the reason, and asked for again"

make_database
ask text dialog 1 '' '' 1 2 1 '' 2 '' ''
line 'target e0.1'
screen 'it is the medium'
pass "a row that cannot be chosen says why"

make_database
preseed debconf/priority low
ask text dialog 2 '<' 1 5 '<' '' 3 '<' '' 1 '<' '' 1 2 2 '<' 1 2 '' '' '<' '' ''
line 'way 0101212323434545656'
line 'timeout 5'
line 'source path'
line 'interfaces ens3'
line 'target e0.1'
pass "going back leads to the question before, with what was answered"
ask text dialog '<'
line 'left 0'
pass "going back from the first question leaves the dialog"

make_database
ask noninteractive dialog
line 'error .*nothing can be chosen for netroot/target.*'
not_on_screen .
pass "where nobody is asked nothing is shown, and a choice that must be made is an error"

ask noninteractive words
for name in netroot/attach netroot/target/list netroot/checks; do line "Template: $name"; done
# shellcheck disable=SC2016 # words with variables in them
line 'Description: Use ${TARGET} and give up the data on it?'
pass "words come from debconf with their variables"

export LANGUAGE=de
make_database
ask text dialog '<'
screen 'e0.0 verwenden und die Daten darauf aufgeben?'
ask noninteractive words
line 'Description: Netzwerkfestplatte für die Installation:'
line 'Choices: Alle der Reihe nach versuchen, Installationsmedium, Datei oder Verzeichnis dieses Systems, URL, Debian-Archiv'
line 'Choices-C: auto, media, path, url, mirror'
pass "questions are asked in the installer's language, and the screens' words are in it"
