// SPDX-License-Identifier: GPL-2.0-or-later
// The machine's network interfaces as sysfs shows them (/sys/class/net, the kernel's
// Documentation/ABI/testing/sysfs-class-net).
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <string>
#include <vector>

namespace netroot {

struct Link {
  std::string name;
  std::string mac;       // lower case, with colons
  bool ethernet = false; // ARPHRD_ETHER
  bool real = false;     // has a device behind it and is no wireless card: one of "all" interfaces
  bool up = false;       // IFF_UP
  bool carrier = false;  // false as well while the interface is down
  bool wireless = false;
  unsigned speed = 0; // Mbit/s; 0: not told, as without carrier or by many virtual cards
  unsigned mtu = 0;   // bytes
  std::string driver; // "e1000e"; empty without a device
  bool operator==(const Link&) const = default;
};

// In order of their names, "lo" left out.
std::vector<Link> list_links(const RootDir& root);
// The interfaces that AoE is to use: those named, else all real Ethernet ones. Error when a named
// one is missing or no Ethernet, or when there is none at all; it says what there is.
Result<std::vector<Link>> choose_links(const std::vector<Link>& all,
                                       const std::vector<std::string>& named);
// "ens3 carrier, ens4 no carrier, ens5 down"; "none" for no link.
std::string describe_links(const std::vector<Link>& links);

} // namespace netroot
