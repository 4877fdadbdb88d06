# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share their variables
# Several machines at a time, on one network. Each is driven by a process of its own, in which all other functions of
# the laboratory mean that machine: $lab is a folder for it alone, results and console are its own, $lab_disk is
# TARGET.img of the run. What it
# says is printed behind its name; its results are added by fleet_wait.

declare -A fleet=() # name -> process id

# fleet_machine NAME NUMBER TARGET COMMAND...: starts the process; the machine's address ends in NUMBER (1 to 9)
fleet_machine() {
	local folder=$lab/$1
	if [ ${#fleet[@]} -eq 0 ]; then
		vm_accelerator
		vm_lock_take
	fi
	mkdir -p "$folder"
	rm -f "$folder/results"
	in_net test -e "/sys/class/net/vm$2" || add_tap "vm$2"
	(fleet_drive "$folder" "${@:2}") > >(sed -u "s/^/$1: /") 2>&1 &
	fleet[$1]=$!
}

# The lock is held by the process that waits for all; inside, each machine has one of its own.
fleet_drive() { # FOLDER NUMBER TARGET COMMAND...
	fleet=()
	vm_lock_leave
	lab_disk=$lab/$3.img
	lab=$1 vm_lock=$1/lock vm_mac=52:54:00:77:00:0$2 vm_tap=vm$2 lab_target=$3 passed=0 failed=0
	summary() {
		echo "$passed $failed" >"$lab/results"
		[ "$failed" = 0 ]
	}
	trap lab_clean EXIT
	trap 'exit 130' INT TERM
	"${@:4}"
	lab_end
}

fleet_wait() {
	local name more_passed more_failed
	for name in "${!fleet[@]}"; do
		wait "${fleet[$name]}" || true
		more_passed=0 more_failed=1 # when it ended without a result
		[ ! -e "$lab/$name/results" ] || read -r more_passed more_failed <"$lab/$name/results"
		passed=$((passed + more_passed)) failed=$((failed + more_failed))
	done
	fleet=()
	vm_lock_leave
}

fleet_stop() {
	[ ${#fleet[@]} -gt 0 ] || return 0
	kill "${fleet[@]}" 2>/dev/null || true
	fleet_wait
}
