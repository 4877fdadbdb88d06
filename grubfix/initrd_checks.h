// SPDX-License-Identifier: GPL-2.0-or-later
// Which initrds are known to be good, so that menu.lst can be made again without reading 30 MB each
// time. /var/lib/netroot/initrds, one "PATH VERSION SIZE INODE MODIFIED IDENTITY" a line; IDENTITY
// is a hash of what netroot.conf said. A line counts while the file and netroot.conf are unchanged.
#pragma once
#include "grubfix/installed_kernels.h"
#include "system/root_dir.h"

namespace netroot {

inline constexpr char initrd_checks_path[] = "/var/lib/netroot/initrds";

class InitrdChecks {
public:
  // `identity`: the text of /etc/netroot/netroot.conf.
  InitrdChecks(const RootDir& root, std::string identity);
  // Empty when the kernel has an initrd that brings the AoE disk up; else one sentence that says
  // what is wrong with it.
  std::string fault(const InstalledKernel& kernel);
  // Keeps what was found for next time; lines of files that are gone are left out.
  Outcome save() const;

private:
  RootDir root_;
  std::string identity_, identity_hash_;
  std::vector<std::string> known_, good_;
};

// The kernel has aoe without a module (/lib/modules/VERSION/modules.builtin).
bool aoe_is_built_in(const RootDir& root, const std::string& version);

} // namespace netroot
