#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Test: Nothing that Debian 12's packages and grub-install do makes a system on an AoE disk unbootable
# Run: --deb "$deb" --grub-legacy "$NETROOT_STATIC_PREFIX/grub-legacy.deb" --suite bookworm
exec "$(dirname "$0")/grubfix_guard.sh" "$@"
