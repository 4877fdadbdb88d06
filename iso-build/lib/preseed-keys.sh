# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Answers to netroot's questions, looked up in the templates of the udebs that will ask them.

# known_questions: names of all questions below netroot/ in the given udebs
known_questions() {
	templates | sed -n 's/^Template: \(netroot\/.*\)/\1/p' | sort -u
}

# templates: of all given udebs; one without any is none the worse
templates() {
	local udeb
	for udeb in ${own_udebs[@]+"${own_udebs[@]}"}; do
		dpkg-deb --info "$udeb" templates 2> /dev/null || true
		echo
	done
}

# answers_in FILE: 'LINE-NUMBER OWNER NAME TYPE VALUE' of each, as the installer's debconf-set-selections reads them: #
# begins a comment in the first column alone, carriage returns go, a backslash at the end joins the next line by a blank.
answers_in() {
	awk '/^#/ || /^[ \t\r]*$/ { next }
		text == "" { line = NR }
		{ gsub(/\r/, ""); sub(/^[ \t]+/, ""); more = sub(/[ \t]*\\$/, ""); text = text (text == "" ? "" : " ") $0 }
		!more { print line, text; text = "" }' "$1"
}

# preseeded FILE: 'LINE-NUMBER NAME' of each answer to a question below netroot/
preseeded() {
	answers_in "$1" | awk '$3 ~ /^netroot\// { print $1, $3 }'
}

# The kernel parameters, one a line.
parameters() {
	tr ' \t' '\n' <<< "$append"
}

# The same for kernel parameters, which have no lines.
appended() {
	parameters | sed -n 's/^\(netroot\/[^=?]*\)?\{0,1\}=.*/\1/p'
}

check_preseed_keys() {
	local known line name bad=()
	[ -n "$preseed$append" ] || return 0
	[ -z "$preseed" ] || refuse_indented_comments
	known=$(known_questions)
	while read -r line name; do
		grep -qxF -- "$name" <<< "$known" || bad+=("$preseed:$line: $name$(nearest "$name" <<< "$known")")
	done < <([ -z "$preseed" ] || preseeded "$preseed")
	while read -r name; do
		grep -qxF -- "$name" <<< "$known" || bad+=("--append: $name$(nearest "$name" <<< "$known")")
	done < <(appended)
	[ ${#bad[@]} -eq 0 ] && return
	printf '%s\n' "${bad[@]}" >&2
	[ -n "$known" ] || usage_error "no --udeb given asks a question below netroot/, so nobody would read these answers"
	usage_error "${#bad[@]} answers to questions that the given udebs do not ask"
}

# At such a line the installer's reading of the file ends, or a question is made of it.
refuse_indented_comments() {
	local bad
	bad=$(answers_in "$preseed" | awk -v file="$preseed" '$2 ~ /^#/ { print file ":" $1 ": only a # in the first column begins a comment" }')
	[ -z "$bad" ] || { printf '%s\n' "$bad" >&2; usage_error "$preseed cannot be used"; }
}

# nearest NAME: of the names on stdin the one with the fewest letters to change, in words; nothing when
# it is more than a third of them.
nearest() {
	awk -v wanted="$1" '
		function distance(a, b,    i, j, n, m, cost, row, old, up) {
			n = length(a); m = length(b)
			for (j = 0; j <= m; j++) row[j] = j
			for (i = 1; i <= n; i++) {
				old = row[0]; row[0] = i
				for (j = 1; j <= m; j++) {
					up = row[j]
					cost = old + (substr(a, i, 1) != substr(b, j, 1))
					if (up + 1 < cost) cost = up + 1
					if (row[j - 1] + 1 < cost) cost = row[j - 1] + 1
					old = up; row[j] = cost
				}
			}
			return row[m]
		}
		{ d = distance(wanted, $0); if (best == "" || d < least) { best = $0; least = d } }
		END { if (best != "" && least * 3 <= length(wanted)) print " (" best "?)" }'
}

# holds_passwords FILE: an answer that is one, and not an empty one, or a URL with one
holds_passwords() {
	answers_in "$1" | awk '$4 != "seen" && NF > 4 && ($3 ~ /password|passphrase|passwd\/.*-crypted/ || $5 ~ /:\/\/[^\/?#]*@/) { found = 1 }
		END { exit !found }'
}

# preseeded_value FILE NAME: the last one counts; blanks in it are kept
preseeded_value() {
	answers_in "$1" | awk -v name="$2" '$3 == name && $4 != "seen" { sub(/^[^ \t]+[ \t]+[^ \t]+[ \t]+[^ \t]+[ \t]+[^ \t]+[ \t]*/, ""); value = $0 }
		END { print value }'
}
