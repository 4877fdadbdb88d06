// SPDX-License-Identifier: GPL-2.0-or-later
// Whether somebody works on an AoE disk: taking the driver or its link away then would cut him off.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"

namespace netroot {

// Error when an AoE disk, a partition of it (under its alias too) is mounted (/proc/mounts), is
// swap (/proc/swaps), or has a holder such as LVM, RAID or encryption (sysfs "holders").
Outcome refuse_when_in_use(const RootDir& root);

} // namespace netroot
