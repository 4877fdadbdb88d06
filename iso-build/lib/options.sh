# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034  # the variables set here are read by the other parts
# Command line.

suite=trixie
mirror=${NETROOT_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
arch=amd64
output='' netboot='' repository='' base_url='' work='' preseed='' target_map='' append='' volume='' sign_key=''
refresh='' lean='' front=text
own_udebs=() own_debs=() unfinished=()

usage() {
	cat <<-'END'
	usage: netroot-iso --work DIR [--output FILE.iso] [--netboot DIR] [--repository DIR] [options]

	Makes, from Debian's packages and ours, an installer medium, a tree for network boot, or
	a repository for Debian's own installer images. The work directory is a cache: a second
	build with other --udeb, --preseed or --append takes seconds.

	what to make, at least one:
	  --output FILE     an image for CD and USB stick; installs without any network but the disk's
	  --netboot DIR     a tree for TFTP and HTTP servers; needs --base-url
	  --repository DIR  our packages, signed, with preseed files for the stock images; needs --base-url

	  --work DIR        cache, scratch space, and the key that signs (about 2 GB)
	  --base-url URL    where the web server shows DIR of --netboot or --repository
	  --suite NAME      Debian release, by codename [trixie]
	  --mirror URL      archive to take packages from [NETROOT_MIRROR or deb.debian.org]
	  --keyring FILE    keys the archive must be signed with [debian-archive-keyring]
	  --udeb FILE       put this udeb into the initrd and the repository (repeatable)
	  --deb FILE        put this package into the pool and the repository (repeatable)
	  --preseed FILE    answers of the menu's automatic entry, which then is the default after 30 s
	  --target-map WHICH  file or URL: which machine (MAC) has which target (eSHELF.SLOT)
	  --append PARAMS   kernel parameters of all menu entries, like console=ttyS0,115200n8
	  --sign-key KEY    sign with this key of your gpg [a key made for it, in the work directory]
	  --volume NAME     ISO 9660 volume name, up to 32 of A-Z 0-9 _
	  --lean            leave udebs that a plain disk does not need unloaded (faster under emulation)
	  --graphical       the graphical installer (the text one is in it, too); needs more memory to run
	  --refresh         ask the archive again for package lists

	Beside the image, WORK/boot/ holds its vmlinuz, initrd.gz and automatic.gz for direct kernel boot.

	netroot-iso --from STOCK.iso ... changes a Debian image instead: see netroot-iso --from --help
	END
}

parse_options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--help) usage; exit 0 ;;
		--lean) lean=yes; shift; continue ;;
		--graphical) front=gtk; shift; continue ;;
		--refresh) refresh=yes; shift; continue ;;
		esac
		[ $# -ge 2 ] || usage_error "option $1 is unknown or lacks its value"
		take_option "$1" "$2"
		shift 2
	done
}

take_option() {
	case $1 in
	--output) output=$2 ;;
	--netboot) netboot=$2 ;;
	--repository) repository=$2 ;;
	--base-url) base_url=${2%/} ;;
	--work) work=$2 ;;
	--suite) suite=$2 ;;
	--mirror) mirror=${2%/} mirror=${mirror/#file:\/\//file:} ;; # as apt prints it
	--keyring) keyring=$2 ;;
	--udeb) own_udebs+=("$2") ;;
	--deb) own_debs+=("$2") ;;
	--preseed) preseed=$2 ;;
	--target-map) target_map=$2 ;;
	--append) append=$2 ;;
	--sign-key) sign_key=$2 ;;
	--volume) volume=$2 ;;
	*) usage_error "unknown option $1" ;;
	esac
}
