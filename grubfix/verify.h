// SPDX-License-Identifier: GPL-2.0-or-later
// Will this system boot from its AoE disk, now and after the next kernel upgrade? Only reads.
#pragma once
#include "grubfix/boot_setup.h"
#include <string>
#include <vector>

namespace netroot {

struct Check {
  // Blocking: the next boot fails. Warning: this boot works, a later one may not.
  enum class Level { Fine, Warning, Blocking };
  Level level = Level::Fine;
  std::string name; // what was looked at, in a few words
  std::string text; // what was seen
  std::string hint; // what to do; empty when fine
};

// In this order: partitions and file system of /boot, stage files, MBR, device.map, menu.lst's
// options, default entry with its root and root=, kernel and initrd.
std::vector<Check> verify_boot(const BootSetup& setup);
// What the initrd of the default entry holds, by lsinitramfs(8): the aoe module (or a kernel with
// aoe built in) and a script in scripts/local-top that brings the disk up. Takes seconds.
Check verify_initrd(const BootSetup& setup);

} // namespace netroot
