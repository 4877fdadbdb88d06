# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The two ways in which an unchanged installer image takes our udebs from the repository.

# needed_udebs: what our udebs depend on and an image may not have loaded yet; virtual packages are not for anna
needed_udebs() {
	local udeb
	for udeb in "${own_udebs[@]}"; do
		dpkg-deb --field "$udeb" Depends
	done | tr ',' '\n' | awk '{ print $1 }' | grep -- '-udeb$' | sort -u
}

udeb_names() {
	local udeb
	for udeb in "${own_udebs[@]}"; do
		dpkg-deb --field "$udeb" Package
	done
}

# fetch_lines: 'take NAME SHA256;' for each udeb, in the order given
fetch_lines() {
	local udeb
	for udeb in "${own_udebs[@]}"; do
		printf ' take %s %s;' "$(archive_name "$udeb")" "$(hash_of < "$udeb")"
	done
}

# No backslash and no ${}: debconf takes them for its own. A failing step ends it, and the installer shows the command.
fetch_command() {
	# shellcheck disable=SC2016  # for the installer's shell
	printf '%s' 'set -e;' \
		' take() { wget -q -O /tmp/netroot.udeb "'"$base_url"'/pool/main/n/netroot/$1";' \
		' echo "$2  /tmp/netroot.udeb" | sha256sum -c - >/dev/null;' \
		' udpkg --unpack /tmp/netroot.udeb; rm /tmp/netroot.udeb; };' \
		' for u in '"$(needed_udebs | tr '\n' ' ')"'; do' \
		' grep -qx "Package: $u" /var/lib/dpkg/status || anna-install "$u"; done;' \
		"$(fetch_lines)"
	[ -z "$preseed" ] || printf ' %s' "$(preseeded_value "$preseed" preseed/early_command)"
}

write_fetch_preseed() {
	cat <<-END
	# For Debian's own installer images of $suite: boot them with
	#   auto=true priority=high url=$base_url/netroot.cfg
	# The installer fetches the udebs named below, checks their SHA256 and unpacks them; the question for the
	# network disk comes before the partitioner as on netroot's own medium. This file itself is only as safe
	# as the way it comes: use https, or a network you trust.
	d-i preseed/early_command string $(fetch_command)
	END
	write_map_answer
	write_user_answers preseed/early_command
}

write_signed_preseed() {
	cat <<-END
	# For Debian's own *netboot* images of $suite (what loads its parts from a mirror): boot them with
	#   auto=true priority=high url=$base_url/netroot-signed.cfg
	# The installer takes this repository beside Debian's, checks its signature with the key below, and
	# loads the udebs like any of its own. The mirror's suite must be $suite, by that name.
	d-i mirror/suite string $suite
	d-i mirror/udeb/suite string $suite
	d-i apt-setup/_DEVEL_/repository string deb $base_url $suite main
	d-i apt-setup/_DEVEL_/key string base64://$(base64 -w 0 "$public_key")
	d-i anna/choose_modules string $(udeb_names | tr '\n' ' ' | sed 's/ $//')
	END
	write_map_answer
	write_user_answers
}

# write_user_answers [NAME]: the answers of --preseed come last, so that they win, but for NAME, which was
# taken into ours
write_user_answers() {
	[ -n "$preseed" ] || return 0
	printf '\n# From %s\n' "$(basename "$preseed")"
	answers_in "$preseed" | awk -v gone="${1-}" '$3 != gone { sub(/^[0-9]+ /, ""); print }'
}
