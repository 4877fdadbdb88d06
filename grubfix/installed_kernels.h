// SPDX-License-Identifier: GPL-2.0-or-later
// The kernels in /boot, in the order and with the initrd that update-grub(8) gives them.
#pragma once
#include "system/root_dir.h"
#include <string>
#include <vector>

namespace netroot {

struct InstalledKernel {
  std::string file;    // in /boot: "vmlinuz-6.12.1-amd64", "vmlinuz", "vmlinuz.old"
  std::string version; // "6.12.1-amd64"; of the latter two, what they link to; "" when no link
  std::string label;   // for the title: the version, with "Default" or "Previous" behind it
  std::string initrd;  // in /boot; "" when there is none
};

// Newest first; "vmlinuz" and "vmlinuz.old" before all others. Files of packages being unpacked
// (dpkg-new) are left out.
std::vector<InstalledKernel> installed_kernels(const RootDir& root);
// True when `one` is a newer version than `other`; pre, rc, test, git and trunk count as before the
// release ("6.1-rc2" < "6.1").
bool newer_kernel(const std::string& one, const std::string& other);

} // namespace netroot
