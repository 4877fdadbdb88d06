# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, output and the like are set by options.sh
# The image's boot menus, isolinux' and GRUB's: which kernels and initrds they start, and our entries in them.

# Lines 'KERNEL INITRD' of all entries, without the slash at the front.
named_in_menus() {
	# shellcheck disable=SC2016  # for awk
	find "$work/old" -name '*.cfg' ! -path '*/.disk/*' -print0 | sort -z | xargs -0 awk '
		function pair(initrd,    n, one, i) {
			n = split(initrd, one, ",")
			for (i = 1; i <= n; i++) { sub(/^\//, "", one[i]); print kernel, one[i] }
		}
		{ sub(/\r$/, "") }
		$1 == "kernel" || $1 == "linux" { kernel = $2; sub(/^\//, "", kernel) }
		$1 == "initrd" { for (i = 2; i <= NF; i++) pair($i) }
		{ for (i = 2; i <= NF; i++) if ($i ~ /^initrd=/) pair(substr($i, 8)) }'
}

# Leaves $work/tmp/initrds, and sets text_kernel and text_initrd: our screens are text.
find_stock_entries() {
	local pair file
	named_in_menus > "$work/tmp/pairs"
	: > "$work/tmp/initrds"
	while read -r file; do
		if [ "$file" = netroot/answers.gz ] || ! stock_has "$file"; then continue; fi
		fetch_initrd "$file"
		if [ -n "$(initrd_text "$work/new/$file" var/lib/dpkg/status)" ]; then
			echo "$file" >> "$work/tmp/initrds"
		else
			say "left /$file alone: it is no initrd of the installer"
			rm "$work/new/$file"
		fi
	done < <(cut -d ' ' -f 2 "$work/tmp/pairs" | sort -u)
	[ -s "$work/tmp/initrds" ] || fail "no boot menu of $stock starts debian-installer" "give a netinst or DVD image of Debian"
	pair=$(awk 'FILENAME == ARGV[1] { ours[$1]; next } !($2 in ours) { next }
		!any { any = $0 } $2 !~ /gtk/ && !text { text = $0 } END { print text ? text : any }' "$work/tmp/initrds" "$work/tmp/pairs")
	text_kernel=/${pair% *} text_initrd=/${pair#* }
}

# Lines 'NAME<tab>TITLE<tab>PARAMETERS<tab>INITRDS'. The automatic entry has no auto=true: with answers that come in an
# initrd it would keep the installer from setting language and keyboard.
stock_entries() {
	local map='' more screen
	screen=$(screen_mode)
	[ -z "$target_map" ] || map=" netroot/target-map=/$target_map_file"
	! is_url "$target_map" || map=" netroot/target-map=$target_map"
	more="${screen}netroot/attach=true$map${append:+ $append}"
	printf 'netroot\tInstall onto a network disk (AoE)\t%s --- quiet\t%s\n' "$more" "$text_initrd"
	printf 'netroot-expert\tNetwork disk: expert install\tpriority=low %s ---\t%s\n' "$more" "$text_initrd"
	[ -z "$preseed" ] ||
		printf 'netroot-automatic\tAutomatic: ERASES %s\tpriority=critical %s --- quiet\t%s /netroot/answers.gz\n' \
			"$(what_is_erased_in_short)" "$more" "$text_initrd"
	printf 'netroot-rescue\tNetwork disk: rescue mode\trescue/enable=true %s --- quiet\t%s\n' "$more" "$text_initrd"
}

# Debian's menu shows 46 letters of an entry.
what_is_erased_in_short() {
	local what
	what=$(what_is_erased)
	echo "${what% of the map}"
}

add_to_stock_menus() {
	local menu
	menu=$(isolinux_menu)
	if [ -n "$menu" ]; then
		isolinux_entries | put isolinux/netroot.cfg
		{ without_ours "$work/old/$menu"; ours 'include netroot.cfg'; } | put "$menu"
		add_isolinux_countdown
	fi
	if stock_has boot/grub/grub.cfg; then
		{ without_ours "$work/old/boot/grub/grub.cfg"; grub_entries; } | put boot/grub/grub.cfg
	fi
	[ -n "$menu" ] || stock_has boot/grub/grub.cfg || fail "$stock has neither isolinux/isolinux.cfg nor boot/grub/grub.cfg"
}

# The file that both the graphical menu and the prompt include, where there is one.
isolinux_menu() {
	local name
	for name in menu isolinux; do
		! stock_has "isolinux/$name.cfg" || { echo "isolinux/$name.cfg"; return; }
	done
}

# As on our own medium, the automatic entry starts by itself when nobody presses a key. It is said in the first file alone:
# the help's prompt, where somebody may be reading, includes the menu's file as well.
add_isolinux_countdown() {
	local file=isolinux/isolinux.cfg text
	stock_has "$file" || return 0
	if [ -e "$work/new/$file" ]; then text=$(cat "$work/new/$file"); else text=$(without_ours "$work/old/$file"); fi
	if [ -n "$preseed" ]; then
		{ printf '%s\n' "$text"; ours "$(isolinux_countdown)"; } | put "$file"
	elif grep -qx '# netroot begin' "$work/old/$file"; then
		printf '%s\n' "$text" | put "$file"
	fi
}

isolinux_countdown() {
	local name title parameters initrds
	while IFS=$'\t' read -r name title parameters initrds; do
		[ "$name" != netroot-automatic ] || printf 'timeout %d0\nontimeout %s initrd=%s %s\n' \
			"$automatic_wait" "$text_kernel" "${initrds// /,}" "$parameters"
	done < <(stock_entries)
	printf 'menu autoboot ERASES %s in # seconds: any key stops it\n' "$(what_is_erased)"
}

# ours TEXT: between the marks by which a later run finds it
ours() {
	printf '# netroot begin\n%s\n# netroot end\n' "$1"
}

# without_ours FILE: ends in a line break, whatever Debian's did
without_ours() {
	sed -e '/^# netroot begin$/,/^# netroot end$/d' "$1" | awk 1
}

isolinux_entries() {
	local name title parameters initrds
	while IFS=$'\t' read -r name title parameters initrds; do
		printf 'label %s\n\tmenu label %s\n\tkernel %s\n\tappend initrd=%s %s\n' \
			"$name" "$title" "$text_kernel" "${initrds// /,}" "$parameters"
	done < <(stock_entries)
}

grub_entries() {
	local name title parameters initrds
	echo '# netroot begin'
	[ -z "$preseed" ] || printf 'set default=netroot-automatic\nset timeout_style=menu\nset timeout=%d\n' "$automatic_wait"
	while IFS=$'\t' read -r name title parameters initrds; do
		printf "menuentry \"%s\" --id %s {\n    set background_color=black\n    linux    %s %s\n    initrd   %s\n}\n" \
			"$title" "$name" "$text_kernel" "$parameters" "$initrds"
	done < <(stock_entries)
	echo '# netroot end'
}
