#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: bash completes grubfix's commands, options and the values of --print, and names none that it lacks
# Run: "$grubfix"
# grubfix_completion.sh GRUBFIX: the completions, and whether grubfix knows what they offer.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
grubfix=$(readlink -f "${1:?usage: grubfix_completion.sh GRUBFIX}")
# shellcheck source=hooks/completion/grubfix.sh
. "$here/../../hooks/completion/grubfix.sh"
failures=0

completions() { # WORD...: of a command line that ends in the last word
	COMP_WORDS=(grubfix "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_grubfix
	echo "${COMPREPLY[*]}"
}
offers() { # WORDS-OFFERED WORD...
	local wanted=$1 got
	shift
	got=$(completions "$@")
	if [ "$got" = "$wanted" ]; then
		echo "ok: grubfix $* -> $got"
	else
		echo "FAILED: grubfix $* -> '$got', not '$wanted'"
		failures=$((failures + 1))
	fi
}

complete -p grubfix
offers 'status verify regenerate install sanboot undo' ''
offers 'status sanboot' s
offers '--root' --r
offers '--json' status --j
offers 'script dnsmasq dhcpd' sanboot --print ''
offers 'dnsmasq dhcpd' sanboot --print = d
offers 'script dnsmasq dhcpd' sanboot --print =
offers 'postinst postrm initramfs package' regenerate --hook ''
offers '/usr' --root /us
offers '' sanboot --url ''

usage=$("$grubfix" --help)
for word in $(completions '') $(completions -); do
	# The program's usage is the list that counts; a word it does not have is offered in vain.
	case $usage in
	*"$word"*) ;;
	*)
		echo "FAILED: grubfix --help does not know $word"
		failures=$((failures + 1))
		;;
	esac
done
[ "$failures" = 0 ]
