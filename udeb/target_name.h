// SPDX-License-Identifier: GPL-2.0-or-later
// The name of an AoE target as the driver writes it: "e" SHELF "." SLOT (AoEr11 calls them major
// and minor address: 16 and 8 bits, of which all ones is the broadcast address).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace netroot {

struct TargetName {
  unsigned shelf = 0;               // 0..65534
  unsigned slot = 0;                // 0..254
  std::string text() const;         // "e0.0"
  std::string device() const;       // "/dev/etherd/e0.0"
  std::string sysfs_folder() const; // "/sys/block/etherd!e0.0"
  bool operator==(const TargetName& other) const {
    return shelf == other.shelf && slot == other.slot;
  }
};

// "e0.0"; nothing for anything else, a leading zero ("e00.1") included.
std::optional<TargetName> parse_target_name(std::string_view text);

} // namespace netroot
