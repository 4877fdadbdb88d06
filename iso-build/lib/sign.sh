# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Signatures: by a key made for it, which stays in the work directory, or by one of the user's.
# Same key, same bytes, same SOURCE_DATE_EPOCH: same signature, since Ed25519 and RSA sign without chance.

gpg_home=''

# Sets $public_key, the key's public half as apt and gpgv read it.
prepare_key() {
	local folder=$work/key
	mkdir -p "$folder" && chmod 700 "$folder"
	public_key=$folder/public.gpg
	if [ -n "$sign_key" ]; then
		public_key=$folder/public-of-user.gpg
		gpg --batch --yes --export "$sign_key" > "$public_key" 2> "$work/log/gpg" || true
		[ -s "$public_key" ] ||
			fail "gpg knows no key $sign_key" "gpg --list-secret-keys shows the ones it has"
		return
	fi
	[ -s "$folder/secret.gpg" ] || make_key "$folder"
}

# The key is older than any build's date, so that SOURCE_DATE_EPOCH cannot lie before it.
make_key() {
	local home
	say "making a key that signs what this work directory makes: $1"
	home=$(mktemp -d /tmp/netroot-gpg.XXXXXX)
	(
		umask 077
		export GNUPGHOME=$home
		gpg --batch --quiet --faked-system-time 20200101T000000! --passphrase '' \
			--quick-generate-key 'netroot repository' ed25519 sign never &&
			gpg --batch --quiet --export > "$1/public.gpg" &&
			gpg --batch --quiet --export-secret-keys > "$1/secret.part"
	) 2> "$work/log/gpg" || fail "gpg cannot make a key: $(tail -n 1 "$work/log/gpg")"
	mv "$1/secret.part" "$1/secret.gpg"
	forget_home "$home"
}

# gpg talks to its agent through a socket in its home, whose path must be short: not in the work directory.
open_gpg() {
	[ -z "$sign_key" ] && [ -z "$gpg_home" ] || return 0
	gpg_home=$(mktemp -d /tmp/netroot-gpg.XXXXXX)
	gpg --homedir "$gpg_home" --batch --quiet --import "$work/key/secret.gpg" 2> "$work/log/gpg" ||
		fail "the key $work/key/secret.gpg cannot be read" "delete $work/key: the next run makes another key"
}

close_gpg() {
	[ -z "$gpg_home" ] || forget_home "$gpg_home"
	gpg_home=''
}

forget_home() {
	gpgconf --homedir "$1" --kill all 2> /dev/null || true
	rm -rf "$1"
}

# sign_release RELEASE DIR: DIR gets InRelease and Release.gpg
sign_release() {
	open_gpg
	sign --clearsign --output "$2/InRelease" "$1"
	sign --armor --detach-sign --output "$2/Release.gpg" "$1"
	chmod 644 "$2/InRelease" "$2/Release.gpg"
}

sign() {
	gpg ${gpg_home:+--homedir "$gpg_home"} --batch --yes --quiet --digest-algo SHA512 ${sign_key:+--local-user "$sign_key"} \
		${SOURCE_DATE_EPOCH:+--faked-system-time "$SOURCE_DATE_EPOCH!"} "$@" 2> "$work/log/sign" ||
		fail "cannot sign: $(grep -v 'faked system time' "$work/log/sign" | tail -n 1)" \
			"${sign_key:+can gpg --local-user $sign_key sign here, and is the key older than SOURCE_DATE_EPOCH?}"
}

# What identifies the key, for stamps.
key_id() {
	hash_of < "$public_key"
}
