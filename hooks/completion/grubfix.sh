# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# bash completion of grubfix(8); installed as /usr/share/bash-completion/completions/grubfix.

_grubfix() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} values=''
	# bash takes "=" for a word of its own: "--print=d" is three.
	if [ "$word" = = ]; then
		word=''
	elif [ "$before" = = ]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $before in
	--print) values='script dnsmasq dhcpd' ;;
	--hook) values='postinst postrm initramfs package' ;;
	--root)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$word")
		return
		;;
	--url | --put) return ;;
	esac
	if [ -z "$values" ]; then
		case $word in
		-*) values='--root --dry-run --json --hook --force --print --no-dhcp --url --put --help --version' ;;
		*) values='status verify regenerate install sanboot undo' ;;
		esac
	fi
	mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
}
complete -F _grubfix grubfix
