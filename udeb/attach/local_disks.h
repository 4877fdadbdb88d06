// SPDX-License-Identifier: GPL-2.0-or-later
// The machine's own disks. At menu item 3400 their drivers may be unpacked and not yet loaded: on a
// netboot initrd they come as udebs, and only disk-detect (3500) lets udev look again.
#pragma once
#include "system/root_dir.h"
#include "system/runner.h"

namespace netroot {

// Has udev load the drivers of what it has found and waits for the disks: depmod and update-dev, as
// debian-installer's hw-detect does. A few seconds; where there is no update-dev (not
// debian-installer) nothing is done. A failure is logged and no more: the disks that are there
// count.
void detect_local_disks(const RootDir& root, Runner& runner);

// A disk other than AoE ones, by list-devices.
bool has_local_disk(Runner& runner);

} // namespace netroot
