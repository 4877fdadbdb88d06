#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: The udebs' programs need only what the installer of Debian 12 and 13 has
# Run: "$disk_udeb" "$bootloader_udeb"
#
# udeb_linkage.sh UDEB...: dynamic libraries only from udebs that both releases have under the same
# soname, symbol versions not above Debian 12's when the build ran there (glibc 2.36, OpenSSL 3.0),
# nothing of libstdc++ left undefined, and no needed library without a udeb in Depends.
set -eu

[ $# -gt 0 ] || { echo "usage: udeb_linkage.sh UDEB..." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
allowed='libc.so.6 libm.so.6 ld-linux-x86-64.so.2 libssl.so.3 libcrypto.so.3 libz.so.1 libnewt.so.0.52 libblkid.so.1'
# A build on Debian 13 may use what only Debian 13's installer has.
case $(. /etc/os-release && echo "$VERSION_ID") in
  12) newest_glibc=2.36 newest_openssl=3.0.9 ;;
  *) newest_glibc=2.41 newest_openssl=3.5.0 ;;
esac
faults=0 programs=0

fault() {
  echo "FAULT: $*"
  faults=$((faults + 1))
}

older_or_same() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | tail -n 1)" = "$2" ]; }

# udeb_of LIBRARY: the package that must stand in Depends.
udeb_of() {
  case $1 in
    libc.* | libm.* | ld-linux*) echo libc6-udeb ;;
    libssl.*) echo libssl3-udeb ;;
    libcrypto.*) echo libcrypto3-udeb ;;
    libz.*) echo zlib1g-udeb ;;
    libnewt.*) echo libnewt0.52-udeb ;;
    libblkid.*) echo libblkid1-udeb ;;
  esac
}

check_libraries() { # PROGRAM NAME DEPENDS
  for library in $(readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
    case " $allowed " in
      *" $library "*) ;;
      *) fault "$2 needs $library, which no udeb has" && continue ;;
    esac
    case ", $3" in
      *", $(udeb_of "$library")"*) ;;
      *) fault "$2 needs $library, but $(udeb_of "$library") is not in Depends: $3" ;;
    esac
  done
  ! readelf -d "$1" | grep -qE 'RPATH|RUNPATH' || fault "$2 has a run path"
}

check_symbols() { # PROGRAM NAME
  for version in $(objdump -T "$1" | grep -F '*UND*' | grep -oE '(GLIBC|OPENSSL|GLIBCXX|CXXABI|GCC)_[0-9.]+' | sort -uV); do
    case $version in
      GLIBC_*) older_or_same "${version#*_}" $newest_glibc || fault "$2 needs $version, above $newest_glibc" ;;
      OPENSSL_*) older_or_same "${version#*_}" $newest_openssl || fault "$2 needs $version, above $newest_openssl" ;;
      *) fault "$2 leaves $version to a library that the installer has not" ;;
    esac
  done
}

check_udeb() {
  tree=$work/$(basename "$1")
  dpkg-deb -x "$1" "$tree"
  depends=$(dpkg-deb -f "$1" Depends)
  find "$tree" -type f >"$work/files"
  while IFS= read -r file; do
    readelf -h "$file" >/dev/null 2>&1 || continue
    programs=$((programs + 1))
    check_libraries "$file" "${file#"$tree"}" "$depends"
    check_symbols "$file" "${file#"$tree"}"
    ! readelf -S "$file" | grep -qE '\.(symtab|debug_info)' || fault "${file#"$tree"} is not stripped"
    echo "${file#"$tree"}: $(stat -c %s "$file") bytes, needs $(readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | tr '\n' ' ')"
  done <"$work/files"
}

for udeb in "$@"; do
  check_udeb "$udeb"
done
[ "$programs" -gt 0 ] || fault "no program in $*"
[ "$faults" = 0 ]
