# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, output and the like are set by options.sh
# The new image: the old one as xorriso loads it, with its boot equipment (El Torito, MBR, GPT) set up again.

master_stock() {
	say "mastering $output"
	rm -f "$output.part"
	protect_passwords "$output.part"
	run xorriso stock_xorriso || fail "xorriso cannot write $output" "is there room, and is $stock still there?"
	same_boot_equipment
}

# SOURCE_DATE_EPOCH is kept from xorriso, which would date all of Debian's files by it. no_emul_toc: the one
# session begins at the beginning of the image, as mkisofs writes it, not behind room for a table of sessions.
stock_xorriso() {
	local when path
	local -a commands=(-abort_on FAILURE -return_with SORRY 32 -compliance no_emul_toc -padding included -iso_nowtime "=$(stock_epoch)"
		-indev "stdio:$stock" -outdev "stdio:$output.part" -boot_image any replay -overwrite on)
	! has_joliet || commands+=(-joliet on -compliance joliet_long_names)
	when=$(date --utc --date "@$(stock_epoch)" +%Y%m%d%H%M%S00)
	commands+=(-volume_date uuid "$when" -volume_date c "=$(stock_epoch)" -volume_date m "=$(stock_epoch)"
		-boot_image any gpt_disk_guid=volume_date_uuid)
	while read -r path; do
		commands+=(-rm "/$path" --)
	done < "$work/tmp/removed"
	while read -r path; do
		commands+=(-map "$work/new/$path" "/$path" -chmod 0444 "/$path" -- -chown 0 "/$path" -- -chgrp 0 "/$path" --)
	done < <(cd "$work/new" && find . -type f | sed 's,^\./,,' | sort)
	while read -r path; do
		commands+=(-alter_date b-c "=$(stock_epoch)" "/$path" -- -alter_date c "=$(stock_epoch)" "/$path" --)
	done < <(cd "$work/new" && { find . -type f; touched_folders; } | sed 's,^\./*,,' | sort -u)
	env -u SOURCE_DATE_EPOCH xorriso "${commands[@]}" -commit -end
}

# Where something was put or taken away.
touched_folders() {
	{ find . -mindepth 1 -type d; echo .; sed 's,/[^/]*$,,' "$work/tmp/removed"; }
}

# A supplementary volume descriptor (type 2) with one of Joliet's escape sequences.
has_joliet() {
	local sector
	for sector in 17 18 19 20; do
		[ "$(iso_bytes $((sector * 2048)) 1 | od -An -tu1 | tr -d ' ')" = 2 ] || continue
		case $(iso_bytes $((sector * 2048 + 88)) 3) in %/@ | %/C | %/E) return 0 ;; esac
	done
	return 1
}

# What firmware starts must be there as before: the same boot images for the same platforms, the same kinds of partition table.
same_boot_equipment() {
	boot_equipment "$stock" > "$work/tmp/boot-before"
	boot_equipment "$output.part" > "$work/tmp/boot-after"
	cmp -s "$work/tmp/boot-before" "$work/tmp/boot-after" ||
		fail "the new image would not boot as the old one: $(diff "$work/tmp/boot-before" "$work/tmp/boot-after" | grep '^[<>]' | tr '\n' ' ')" \
			"xorriso of this machine cannot repeat the boot set-up of $stock"
}

# Without block numbers and sizes, which move.
boot_equipment() {
	xorriso -indev "stdio:$1" -report_el_torito plain -report_system_area plain 2> /dev/null |
		sed -nE -e 's/^(El Torito (cat|img) path|El Torito img opts|El Torito images? *|System area (options|summary)|MBR (partition path|isohybrid)|GPT partition (name|path)|APM partition (name|path)).*:/&/p' |
		sed -E 's/[0-9]{3,}//g'
}
