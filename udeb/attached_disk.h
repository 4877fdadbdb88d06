// SPDX-License-Identifier: GPL-2.0-or-later
// What `netroot attach` found out and `netroot bootable` and the menu items go by. Kept in
// /run/netroot/disk inside the installer: one KEY=value a line, values without quotes or blanks.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <string>

namespace netroot {

struct AttachedDisk {
  std::string target;    // TARGET=e0.0
  std::string device;    // DEVICE=/dev/etherd/e0.0
  std::string alias;     // ALIAS=/dev/sda, empty when there is none
  std::string interface; // INTERFACE=ens3, through which it answered
  std::string mac;       // MAC=52:54:00:12:34:56, of that interface, lower case
};

inline constexpr char attached_disk_path[] = "/run/netroot/disk";

// Error when the file is missing (nothing was attached) or incomplete.
Result<AttachedDisk> load_attached_disk(const RootDir& root);
Outcome save_attached_disk(const RootDir& root, const AttachedDisk& disk);

} // namespace netroot
