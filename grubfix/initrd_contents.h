// SPDX-License-Identifier: GPL-2.0-or-later
// What of an initrd decides whether it can bring an AoE root disk up. Read in this process: the
// segments of an initramfs (cpio archives, the last one compressed) by libarchive's filters.
#pragma once
#include "system/root_dir.h"
#include <optional>
#include <string>
#include <vector>

namespace netroot {

struct InitrdContents {
  std::vector<std::string> module_versions; // kernel versions for which it holds aoe.ko
  bool script = false;                      // scripts/local-top/netroot
  bool stock_script = false;                // scripts/local-top/aoe, which may end the boot
  std::optional<std::string> identity;      // etc/netroot/netroot.conf
};

// Error names the path, and what is wrong: missing, cut short, compressed in a way that is not
// known.
Result<InitrdContents> read_initrd(const RootDir& root, const std::string& path);

// Why the system would not come up with this initrd; empty when it would. A kernel whose version
// nothing says ("") is content with a module for any. `identity` is the text of
// /etc/netroot/netroot.conf, whose target has to be the same. `built_in`: the kernel has aoe
// without a module.
std::string initrd_fault(const InitrdContents& contents, const std::string& kernel_version,
                         const std::string& identity, bool built_in);
// It would come up, but with the ports, the timeout or the tuning of an earlier netroot.conf.
bool is_stale(const InitrdContents& contents, const std::string& identity);

} // namespace netroot
