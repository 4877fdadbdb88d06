# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# The machine's serial console: what comes through QEMU's socket is kept in the file $console; typing goes
# through the same socket. (QEMU's own logfile= has a character twice when the socket was not ready for it.)

console_mark=0 # bytes of $console that earlier waits have consumed
console_pid=
console_in=

console_open() { # SOCKET
	console_mark=0
	rm -f "$1.in"
	mkfifo "$1.in"
	socat "STDIO" "UNIX-CONNECT:$1" <"$1.in" >"$console" 2>/dev/null &
	console_pid=$!
	exec {console_in}>"$1.in"
}

console_close() {
	[ -n "$console_pid" ] || return 0
	exec {console_in}>&-
	kill "$console_pid" 2>/dev/null || true
	wait "$console_pid" 2>/dev/null || true
	console_pid=
}

console_type() { printf '%s\r' "$1" >&"$console_in"; }

# Consumes up to the end of the first match after the mark. $console_match has its text.
console_has() { # EXTENDED_REGEX
	local hit
	hit=$(tail -c +$((console_mark + 1)) "$console" | LC_ALL=C grep -abobE -m1 -- "$1" | head -n1) || return 1
	[ -n "$hit" ] || return 1
	console_match=${hit#*:}
	local LC_ALL=C
	console_mark=$((console_mark + ${hit%%:*} + ${#console_match}))
}

has_or_gone() { console_has "$1" || vm_is_gone; }

wait_for() { # REGEX SECONDS: false when the time is over or the machine has ended without saying it
	console_match=
	poll "$2" has_or_gone "$1" && { [ -n "$console_match" ] || console_has "$1"; }
}

# Echo and prompt are taken away, so that neither can be mistaken for output.
console_login() { # USER PASSWORD
	console_type "$1"
	wait_for "Password: " 60 || return 1
	console_type "$2"
	wait_for '[#$] ' 120 || return 1
	console_type "stty -echo cols 200; set +H; PS1=; TERM=dumb; dmesg -n 1; bind 'set enable-bracketed-paste off' 2>/dev/null; echo READY''-NOW"
	wait_for "READY-NOW" 60
}

# Runs a command line in the logged-in shell; its output in $output, its status is returned.
run_seconds=120
console_run() { # COMMAND LINE
	local begin
	console_type "echo BEGIN''-OUT; { $1; } 2>&1; echo END''-OUT \$?;"
	wait_for "BEGIN-OUT" 60 || return 125
	begin=$console_mark
	wait_for "END-OUT [0-9]+" "$run_seconds" || return 124
	output=$(tail -c +$((begin + 1)) "$console" | head -c $((console_mark - begin - ${#console_match})) |
		tr -d '\r' | sed '1{/^$/d}')
	return "${console_match##* }"
}

assert_output() { # NAME WANTED COMMAND LINE: runs here and not in a subshell, which would lose the mark
	console_run "$3" || true
	assert_equal "$1" "$2" "$output"
}

note_output() { # TEXT COMMAND LINE
	console_run "$2" || true
	note "$1: $output"
}

# The console on this terminal until the machine ends; Ctrl-C ends it.
console_attach() {
	echo "--- console of the installed system (log in as root; it ends with: poweroff) ---"
	trap '' PIPE # the machine may end while a line is being typed
	tail -n 0 -f --pid=$$ "$console" &
	local follower=$! line
	while vm_runs; do
		if IFS= read -r -t 1 line; then
			console_type "$line" || true
		elif [ $? -le 128 ]; then
			break # end of input; above 128 a second went by without a line
		fi
	done
	kill "$follower" 2>/dev/null || true
}
