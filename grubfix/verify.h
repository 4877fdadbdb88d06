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

// What can be read off the disk and the files, without a process and in milliseconds: partitions
// and file system of /boot, stage files, MBR with stage1_5's block list, device.map, menu.lst's
// options, default entry with its root and root=, kernel and initrd, room in /boot, sanboot script.
std::vector<Check> verify_boot(const BootSetup& setup);
// The initrd of the default entry, read whole: aoe for that very kernel, scripts/local-top/netroot,
// the identity. About a second.
Check verify_initrd(const BootSetup& setup);
// GRUB's own shell finds stage2, menu.lst, kernel and initrd of the default entry. A warning when
// there is no shell.
Check verify_reading(const BootSetup& setup);
// The sanboot script in /etc/netroot boots this target.
Check verify_sanboot(const BootSetup& setup);

// All of them; verify_sanboot() is one of verify_boot()'s.
std::vector<Check> verify_all(const BootSetup& setup);
bool has_blocking(const std::vector<Check>& checks);

} // namespace netroot
