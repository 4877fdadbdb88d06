# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, output and the like are set by options.sh
# --from: a netinst or DVD image of Debian becomes ours, everything else on it stays as it was.
# All that is new or changed is laid out in $work/new, under its name on the image; xorriso then puts it there.

stock='' own_work='' target_map=${target_map-}

stock_usage() {
	cat <<-'END'
	usage: netroot-iso --from STOCK.iso --output FILE.iso --udeb FILE [options]

	Makes a Debian installer image (netinst, DVD) one that installs onto a network disk. It
	boots as before; its own menu entries stay, ours are added. An image that was made so
	before gets our parts anew.

	  --from FILE       Debian's image; it is only read
	  --output FILE     the image to write
	  --udeb FILE       put this udeb into the installer and onto the image (repeatable)
	  --deb FILE        put this package onto the image (repeatable)
	  --preseed FILE    answers of an entry "automatic"; the other entries do not see them
	  --target-map X    file or URL: which machine (MAC) has which target (eSHELF.SLOT)
	  --append PARAMS   kernel parameters of our entries
	  --work DIR        scratch space [made beside the output, and removed]
	END
}

wants_stock() {
	local word
	for word; do
		[ "$word" != --from ] || return 0
	done
	return 1
}

parse_stock_options() {
	local word
	for word; do
		[ "$word" != --help ] || { stock_usage; exit 0; }
	done
	while [ $# -gt 0 ]; do
		[ $# -ge 2 ] || [[ $1 = --@(graphical|lean|refresh) ]] || usage_error "option $1 is unknown or lacks its value"
		case $1 in
		--from) stock=$2 ;;
		--output) output=$2 ;;
		--work) work=$2 ;;
		--udeb) own_udebs+=("$2") ;;
		--deb) own_debs+=("$2") ;;
		--preseed) preseed=$2 ;;
		--target-map) target_map=$2 ;;
		--append) append=$2 ;;
		--suite | --mirror | --keyring | --volume | --graphical | --lean | --refresh) usage_error "$1 has no meaning with --from: the image decides" ;;
		--netboot | --repository | --base-url | --sign-key) usage_error "$1 has no meaning with --from, which makes an image: take a run of its own" ;;
		*) usage_error "unknown option $1" ;;
		esac
		shift 2
	done
}

make_from_stock() {
	parse_stock_options "$@"
	check_stock_options
	prepare_stock_work
	trap 'rm -rf "${own_work:-$work/tmp}" "$output.part"' EXIT
	check_stock_image
	read_stock_files
	check_stock_sums
	find_stock_entries
	check_stock_kernel
	add_to_stock_initrds
	add_to_stock_pool
	add_to_stock_menus
	write_stock_marker
	update_stock_sums
	master_stock
	check_made
	say_made
}

# The scratch folder of our own making goes away with the run.
prepare_stock_work() {
	if [ -z "$work" ]; then
		own_work=$(mktemp -d "$output.work.XXXXXX") || fail "cannot write beside $output"
		work=$own_work
	fi
	take_work
	rm -rf "$work"/{tmp,old,new}
	mkdir -p "$work"/{tmp,log,old,new}
	export LC_ALL=C
}

stock_epoch() {
	echo "${SOURCE_DATE_EPOCH:-$(date +%s)}"
}

# put PATH: stdin becomes that file of the new image
put() {
	mkdir -p "$(dirname "$work/new/$1")"
	cat > "$work/new/$1" || fail "cannot write $work/new/$1"
}

# newest PATH: the file as it is so far, changed or not
newest() {
	if [ -e "$work/new/$1" ]; then echo "$work/new/$1"; else echo "$work/old/$1"; fi
}
