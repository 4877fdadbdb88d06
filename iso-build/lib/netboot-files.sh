# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What a person reads and edits in the tree: server example, preseed templates, target map, README.

write_netboot_files() {
	write_dnsmasq_example > "$1/dnsmasq.conf"
	mkdir -p "$1/preseed"
	{ example_answers; explain_questions; } > "$1/preseed/unattended.cfg"
	[ -z "$target_map" ] || is_url "$target_map" || install -m 644 "$target_map" "$1/target-map"
	write_tree_readme > "$1/README.txt"
}

# With a map no answer may name a target: it would win, for every machine.
example_answers() {
	if [ -n "$target_map" ]; then
		sed -E 's,^d-i (netroot/target|partman-auto/disk) ,#&,' "$here/preseed/unattended.cfg"
	else
		cat "$here/preseed/unattended.cfg"
	fi
}

write_dnsmasq_example() {
	cat <<-END
	# dnsmasq --conf-file=$netboot/dnsmasq.conf : addresses, TFTP and the way into iPXE for one segment.
	# Change the interface and the range. No other DHCP server may answer on that segment.
	interface=eth0
	bind-interfaces
	port=0
	dhcp-range=10.0.0.100,10.0.0.199,12h
	enable-tftp
	tftp-root=$netboot

	# What a card's own boot ROM is told: iPXE, for its kind of firmware (option 93). Other firmware is told nothing.
	dhcp-match=set:bios,option:client-arch,0
	dhcp-match=set:efi,option:client-arch,7
	dhcp-match=set:efi,option:client-arch,9
	dhcp-match=set:ipxe,175
	dhcp-boot=tag:!ipxe,tag:bios,undionly.kpxe
	dhcp-boot=tag:!ipxe,tag:efi,snponly.efi
	# What iPXE is told, which sends option 175: the menu.
	dhcp-boot=tag:ipxe,tag:!installed,boot.ipxe
	# Menu, kernel and initrd by HTTP, which is much faster than TFTP: this in that line's place.
	#dhcp-boot=tag:ipxe,tag:!installed,$base_url/boot.ipxe
	# pxelinux in iPXE's place, for BIOS: this behind the lines above, of which the last that fits counts.
	#dhcp-boot=tag:bios,tag:!installed,pxelinux.0

	# A machine that is installed starts from its disk by iPXE, and must get no menu: iPXE prefers a file to the disk,
	# and an automatic entry would install again. For each machine its address and its target:
	#dhcp-host=52:54:00:12:34:56,set:installed,set:e0.0
	#dhcp-option=tag:e0.0,option:root-path,aoe:e0.0
	END
}

# explain_questions: every question of the given udebs that can be answered in a preseed file, commented out
explain_questions() {
	printf '\n# What else netroot asks, each with its default.\n'
	templates | awk '
		function flush() {
			if (name ~ /^netroot\// && name !~ /\/(list|columns)$/ && type ~ /^(string|boolean|select|multiselect|password)$/)
				printf "# %s%s\n#d-i %s %s%s\n", what, choices ? " (" choices ")" : "", name, type, value == "" ? "" : " " value
			name = type = value = what = choices = ""
		}
		/^$/ { flush() }
		/^Template: / { flush(); name = $2 }
		/^Type: / { type = $2 }
		/^Default: / { value = substr($0, 10) }
		/^Choices: / { choices = substr($0, 10) }
		/^_?Description: / { what = $0; sub(/^[^:]*: /, "", what) }
		END { flush() }'
}

write_tree_readme() {
	cat <<-END
	Network boot of the Debian installer ($suite) with netroot.

	Serve this folder by TFTP ($netboot as its root) and by HTTP as $base_url
	dnsmasq.conf does addresses and TFTP; any web server does HTTP, for a try
	  busybox httpd -f -p PORT -h DIR     (DIR so that the address above shows this folder)

	boot.ipxe            menu for iPXE, by TFTP or HTTP
	pxelinux.0           menu for plain PXE ROMs (pxelinux.cfg/default)
	undionly.kpxe        iPXE for PXE ROMs of BIOS machines
	snponly.efi          iPXE for UEFI, with Secure Boot off. It starts the installer; the installed system needs a BIOS
	vmlinuz initrd.gz    Debian's, the initrd with netroot's udebs, this server's address and key
	automatic.gz         the answers of the automatic entry; there only with --preseed
	target-map           which machine has which target; read at each install; there only with --target-map
	dists pool           the packages, signed; repository.gpg is the key
	preseed/             a file to start from: change it, then name it with the kernel parameters
	                     auto=true priority=critical url=$base_url/preseed/unattended.cfg
	                     or build it in with --preseed

	A machine whose firmware boots from the network each time comes back here after its install: with the
	automatic entry it would be installed again after $automatic_wait s. Give an installed machine another
	answer first; the last lines of dnsmasq.conf show one.
	END
}
