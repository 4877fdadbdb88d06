# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154  # work, suite and the like are set by options.sh and image.sh
# A stage is skipped while the hash of everything it was made from is unchanged.

# hash_of: stdin to one word
hash_of() {
	sha256sum | cut -d ' ' -f 1
}

# fresh STAGE HASH. What is not is forgotten at once: a run that ends in the middle leaves neither the old nor the new.
fresh() {
	[ ! -f "$work/stamp/$1" ] || [ "$(cat "$work/stamp/$1")" != "$2" ] || return 0
	stale "$1"
	return 1
}

stale() {
	rm -f "$work/stamp/$1"
}

done_with() {
	printf '%s\n' "$2" > "$work/stamp/$1"
}
