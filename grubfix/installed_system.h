// SPDX-License-Identifier: GPL-2.0-or-later
// From a system that was installed before to the BootSetup that keeps it bootable.
#pragma once
#include "grubfix/boot_setup.h"
#include "grubfix/identity.h"

namespace netroot {

// The disk comes from the identity; the partitions of "/" and "/boot" from it too, or else from
// /proc/self/mounts (when root is "/") and /etc/fstab; the kernel options stay what menu.lst says.
// root_partition is 0 when "/" is on none, but "/boot" is. Error when nothing says which partitions
// of the disk they are on.
Result<BootSetup> setup_of_installed_system(const RootDir& root, Runner& runner,
                                            const Identity& identity);

// N of the partition of `disk` mounted on `mountpoint` according to a table in the form of fstab(5)
// or /proc/mounts; 0 when it has no such line.
unsigned mounted_partition(std::string_view table, std::string_view mountpoint,
                           const std::string& disk);

} // namespace netroot
