// SPDX-License-Identifier: GPL-2.0-or-later
// AoE targets as the kernel's driver knows them: /sys/block/etherd!eSHELF.SLOT (drivers/block/aoe,
// Documentation/admin-guide/aoe/aoe.rst of the kernel).
#pragma once
#include "system/root_dir.h"
#include "udeb/size_text.h"
#include "udeb/target_name.h"
#include <optional>
#include <string>
#include <vector>

namespace netroot {

struct Target {
  TargetName name;
  bool up = false;                     // sysfs "state" begins with "up"
  std::string state;                   // "up", "down,closewait", …
  unsigned long long bytes = 0;        // size
  std::string interface;               // the first of "netif"
  std::vector<std::string> interfaces; // all of them
  std::string mac;                     // of the server, with colons, lower case
  bool operator==(const Target&) const = default;
};

// A write of anything into it sends a query, one broadcast frame, to the network.
inline constexpr char discover_control[] = "/dev/etherd/discover";

// In order of shelf and slot.
std::vector<Target> list_targets(const RootDir& root);
std::optional<Target> find_target(const RootDir& root, const TargetName& name);
// "e0.0 (4.0 GiB, on ens3 from 52:54:00:00:00:01)", with ", down" where it is; one a line.
std::string describe_targets(const std::vector<Target>& targets);

} // namespace netroot
