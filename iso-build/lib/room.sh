# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Room on the disks, asked for before anything is written. All numbers are MB.

# needs: lines 'MB FOLDER'. Lists take 150, packages 250, trees of kernel and initrd 250, initrds and scratch 350,
# the pool is linked; an image or a tree is 320 and lies beside its predecessor for a moment.
needs() {
	if [ -n "$output$netboot" ]; then
		if [ -e "$work/stamp/pool" ]; then echo "500 $work"; else echo "1300 $work"; fi
	else
		echo "20 $work"
	fi
	[ -z "$output" ] || echo "400 $(dirname "$output")"
	[ -z "$netboot" ] || echo "400 $netboot"
	[ -z "$repository" ] || echo "20 $repository"
}

# Folders on one file system take from the same room.
check_room() {
	local system much folders free
	while IFS=$'\t' read -r system much folders; do
		free=$(free_on "$system")
		[ "$free" -ge "$much" ] || fail "$much MB are needed on $system for $folders, $free MB are free" \
			"make room there, or name a place on another disk"
	done < <(needs | while read -r much folders; do
		printf '%s\t%s\t%s\n' "$(file_system "$folders")" "$much" "$folders"
	done | awk -F '\t' '{ sum[$1] += $2; names[$1] = names[$1] (names[$1] ? ", " : "") $3 }
		END { for (s in sum) print s "\t" sum[s] "\t" names[s] }')
}

# file_system PATH: the mount point it is on, also of a path that does not exist yet
file_system() {
	local path
	path=$(readlink -m "$1")
	while [ ! -e "$path" ]; do path=$(dirname "$path"); done
	df --output=target "$path" | tail -n 1
}

free_on() {
	df --output=avail -BM "$1" | tail -n 1 | tr -dc 0-9
}
