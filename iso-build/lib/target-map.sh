# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The map from machines to targets: one line each, 'MAC eSHELF.SLOT', # begins a comment.

is_url() {
	[[ $1 =~ ^(https?|tftp)://[^[:space:]]+$ ]]
}

check_target_map() {
	local bad
	[ -n "$target_map" ] || return 0
	if is_url "$target_map"; then return; fi
	[ -f "$target_map" ] || fail "--target-map: no file $target_map" "give a file, or an http, https or tftp URL"
	bad=$(map_errors "$target_map")
	[ -z "$bad" ] || { printf '%s\n' "$bad" >&2; usage_error "$target_map cannot be used; nothing was made"; }
	grep -q '^[^#]*[^#[:space:]]' "$target_map" || usage_error "$target_map names no machine"
	known_questions | grep -qx netroot/target-map ||
		usage_error "--target-map: no --udeb given reads one (it has no question netroot/target-map)"
}

# Upper and lower case of a MAC are the same, so are : and - between its digits.
map_errors() {
	awk -v file="$1" '
		function complain(what) { printf "%s:%d: %s\n", file, NR, what }
		{ sub(/\r$/, ""); sub(/#.*/, "") }
		NF == 0 { next }
		NF != 2 { complain("expected MAC and eSHELF.SLOT, found " NF " words"); next }
		{
			mac = tolower($1); gsub(/-/, ":", mac); target = $2
			if (gsub(/[0-9a-f][0-9a-f]:/, "&", mac) != 5 || length(mac) != 17 || mac ~ /[^0-9a-f:]/) { complain($1 " is not a MAC address like 52:54:00:12:34:56"); next }
			if (target !~ /^e(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$/) { complain(target " is not a target like e0.1"); next }
			split(substr(target, 2), part, ".")
			if (part[1] > 65534 || part[2] > 254) complain(target " is out of range: shelf to 65534, slot to 254")
			if (mac in line_of) complain("machine " mac " is already on line " line_of[mac])
			if (target in line_of) complain("target " target " is already on line " line_of[target] "; two machines would share a disk")
			if (!(mac in line_of)) line_of[mac] = NR
			if (!(target in line_of)) line_of[target] = NR
		}' "$1"
}
