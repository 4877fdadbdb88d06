# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The map from machines to targets: one line each, 'MAC eSHELF.SLOT', # begins a comment.

is_url() {
	[[ $1 =~ ^(https?|tftp)://[^[:space:]]+$ ]]
}

largest_map=1048576 # bytes, the installer's own limit

check_target_map() {
	[ -n "$target_map" ] || return 0
	is_url "$target_map" || check_map_file
	check_map_alone
	known_questions | grep -x netroot/target-map > /dev/null ||
		usage_error "--target-map: no --udeb given reads one (it has no question netroot/target-map)"
}

check_map_file() {
	local bad
	[ -f "$target_map" ] || fail "--target-map: no file $target_map" "give a file, or an http, https or tftp URL"
	[ -r "$target_map" ] || fail "--target-map: $target_map cannot be read"
	[ "$(stat -c %s "$target_map")" -le "$largest_map" ] ||
		usage_error "$target_map is larger than $largest_map bytes: the installer would not read it"
	bad=$(map_errors "$target_map")
	[ -z "$bad" ] || { printf '%s\n' "$bad" >&2; usage_error "$target_map cannot be used; nothing was made"; }
	grep -q '^[^#]*[^#[:space:]]' "$target_map" || usage_error "$target_map names no machine"
}

# A target in the answers wins over the map, and so does another map: every machine would erase what that says.
check_map_alone() {
	local bad
	bad=$(appended_rivals; [ -z "$preseed" ] || preseeded_rivals)
	[ -z "$bad" ] || { printf '%s\n' "$bad" >&2; usage_error "with --target-map no answer may name a target, a disk or another map"; }
}

appended_rivals() {
	parameters | sed -nE '/^netroot\/target\??=(auto)?$/d; s/^(netroot\/target(-map)?|partman-auto\/disk)\??=./--append: &/p'
}

preseeded_rivals() {
	answers_in "$preseed" | awk -v file="$preseed" '$4 == "seen" || NF < 5 || $3 == "netroot/target" && $5 == "auto" { next }
		$3 ~ /^(netroot\/target(-map)?|partman-auto\/disk)$/ { print file ":" $1 ": " $3 " " $5 }'
}

# map_errors FILE: a line for each mistake. The installer (udeb/attach/target_map.cpp) reads maps by the same rules;
# tests/fixtures/target-map/maps.txt holds both to them.
map_errors() {
	LC_ALL=C awk -v file="$1" '
		# twelve digits in lower case, nothing when it is no card of its own
		function plain_mac(text) {
			text = tolower(text)
			if (text ~ /^..:..:..:..:..:..$/) gsub(/:/, "", text)
			else if (text ~ /^..-..-..-..-..-..$/) gsub(/-/, "", text)
			if (length(text) == 12 && text !~ /[^0-9a-f]/ && text ~ /^.[02468ace]/ && text != "000000000000") return text
			return ""
		}
		function complain(what) { printf "%s:%d: %s\n", file, NR, what }
		{ sub(/#.*/, ""); gsub(/[ \t\r]+/, " "); sub(/^ /, ""); sub(/ $/, ""); n = split($0, word, / /) }
		n == 0 { next }
		n != 2 { complain("expected MAC and eSHELF.SLOT, found " n " words"); next }
		{
			mac = plain_mac(word[1]); target = word[2]
			if (mac == "") { complain(word[1] " is not the MAC address of a card, like 52:54:00:12:34:56"); next }
			if (target !~ /^e(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$/) { complain(target " is not a target like e0.1"); next }
			split(substr(target, 2), part, ".")
			if (part[1] > 65534 || part[2] > 254) complain(target " is out of range: shelf to 65534, slot to 254")
			if (mac in line_of) complain("machine " word[1] " is already on line " line_of[mac])
			if (target in line_of) complain("target " target " is already on line " line_of[target] "; two machines would share a disk")
			if (!(mac in line_of)) line_of[mac] = NR
			if (!(target in line_of)) line_of[target] = NR
		}' "$1"
}
