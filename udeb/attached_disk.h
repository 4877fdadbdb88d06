// SPDX-License-Identifier: GPL-2.0-or-later
// What `netroot attach` found out and `netroot bootable` and the menu items go by. Kept in
// /run/netroot/disk inside the installer: one KEY=value a line, values without quotes or blanks.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <string>
#include <vector>

namespace netroot {

// One of the ways to the disk.
struct AttachedPort {
  std::string interface;
  std::string mac;  // lower case
  unsigned mtu = 0; // bytes, as it was decided for this way; 0: not known
  bool operator==(const AttachedPort&) const = default;
};

struct AttachedDisk {
  std::string target;    // TARGET=e0.0
  std::string device;    // DEVICE=/dev/etherd/e0.0
  std::string alias;     // ALIAS=/dev/sda, empty when there is none
  std::string interface; // INTERFACE=ens3, through which it answered
  std::string mac;       // MAC=52:54:00:12:34:56, of that interface, lower case
  // PORTS=ens3/52:54:00:12:34:56/9000,ens4/…: all interfaces through which it answered, that one
  // first
  std::vector<AttachedPort> ports{};
};

inline constexpr char attached_disk_path[] = "/run/netroot/disk";

// Error when the file is missing (nothing was attached) or incomplete.
Result<AttachedDisk> load_attached_disk(const RootDir& root);
// PORTS, or without it the one interface.
std::vector<AttachedPort> ports_of(const AttachedDisk& disk);
Outcome save_attached_disk(const RootDir& root, const AttachedDisk& disk);

} // namespace netroot
