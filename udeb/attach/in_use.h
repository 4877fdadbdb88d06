// SPDX-License-Identifier: GPL-2.0-or-later
// Whether somebody works on an AoE disk: taking the driver or its link away then would cut him off.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <map>
#include <string>

namespace netroot {

// Error when an AoE disk, a partition of it (under its alias too) is mounted (/proc/mounts), is
// swap (/proc/swaps), or has a holder such as LVM, RAID or encryption (sysfs "holders").
Outcome refuse_when_in_use(const RootDir& root);

// All AoE disks that somebody works on: "e0.0" to "e0.0p1 is mounted on /srv", "it is used as
// swap", "e0.0p5 is held by dm-0". Looks at whoever holds, not at each disk: thousands cost
// nothing.
std::map<std::string, std::string> aoe_disks_in_use(const RootDir& root);

} // namespace netroot
