// SPDX-License-Identifier: GPL-2.0-or-later
// Room on the target's file systems, looked at before apt and mkinitramfs run into the end of it.
#pragma once
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>

namespace netroot::bootable {

// aoetools, netroot, grub-legacy, grub-common and libc6-i386 unpack to 38 MB on Debian 13; apt
// keeps the .debs beside them meanwhile.
inline constexpr unsigned long long room_for_packages = 64ull << 20;
// Stage files, menu.lst, the small files of /etc/netroot.
inline constexpr unsigned long long room_for_files = 4ull << 20;

std::unique_ptr<Step> check_room(const BootableInputs& inputs);

} // namespace netroot::bootable
