# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# The servers of tests/system/module_servers.sh and what they are trusted by. Expects work, servers, here.

# An authority of the test's own, as $work/ca.pem.
make_authority() {
	mkdir "$work/certs"
	mount --bind "$work/certs" /etc/ssl/certs
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/ca.key" -out "$work/ca.pem" -days 30 \
		-subj "/CN=Authority of the test" -addext basicConstraints=critical,CA:TRUE 2>"$work/openssl.log" ||
		fail "openssl: $(cat "$work/openssl.log")"
}

# signed NAME HOST OPTION...: $work/NAME.pem, certificate and key of HOST.
signed() {
	local name=$1 host=$2
	shift 2
	{
		openssl req -newkey rsa:2048 -nodes -keyout "$work/$name.key" -out "$work/$name.csr" -subj "/CN=$host"
		openssl x509 -req -in "$work/$name.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial \
			-extfile <(echo "subjectAltName=DNS:$host") -out "$work/$name.crt" "$@"
	} >"$work/openssl.log" 2>&1 || fail "openssl: $(cat "$work/openssl.log")"
	cat "$work/$name.crt" "$work/$name.key" >"$work/$name.pem"
}
certificate() { signed "$1" "$2" -days 30; }
# Valid until a day before it was made: openssl x509 of Debian 12 knows no dates, but days may be negative.
expired_certificate() { signed "$1" "$2" -days -1; }

# trust hashed|bundle|nobody: what /etc/ssl/certs has.
trust() {
	rm -f "$work/certs"/*
	case $1 in
		hashed)
			cp "$work/ca.pem" "$work/certs/"
			openssl rehash "$work/certs"
			;;
		bundle) cp "$work/ca.pem" "$work/certs/ca-certificates.crt" ;;
	esac
}

# start_tftp FOLDER: at port 69 of 127.0.0.1
start_tftp() {
	: >"$work/tftp.log"
	dnsmasq --no-daemon --conf-file=/dev/null --port=0 --enable-tftp --tftp-root="$1" --user=root \
		--interface=lo --listen-address=127.0.0.1 --bind-interfaces >"$work/tftp.log" 2>&1 &
	servers+=($!)
	timeout 20 sh -c "until grep -q 'TFTP root' '$work/tftp.log'; do sleep 0.05; done" ||
		fail "dnsmasq does not start: $(cat "$work/tftp.log")"
}

# start_proxy HTTP-PORT TLS-PORT: sets proxy_port
start_proxy() {
	python3 "$here/module_proxy.py" "$work/proxy.port" "$@" 2>"$work/proxy.log" &
	servers+=($!)
	wait_for_port_file "$work/proxy.port"
	proxy_port=$port
}
asked_proxy() {
	grep -qF -- "$1" "$work/proxy.log" || fail "the proxy was not asked \"$1\": $(cat "$work/proxy.log")"
}

# one_refusal WHAT PATTERN URL: exit status 1 within 60 s, and one error: a line that says what was wrong,
# one that says what to do.
one_refusal() {
	local began=$SECONDS
	refuses 1 "$1" "$2" --from "$3"
	[ "$(grep -c '^netroot: ' "$work/out")" = 2 ] || fail "$1: not one error with a hint: $(cat "$work/out")"
	[ $((SECONDS - began)) -le 60 ] || fail "$1: it took $((SECONDS - began)) s to say so"
}
