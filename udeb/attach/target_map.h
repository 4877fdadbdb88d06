// SPDX-License-Identifier: GPL-2.0-or-later
// A target map: which machine installs onto which AoE target, so that one medium serves a fleet.
// One machine a line, "#" begins a comment:
//   52:54:00:12:34:56  e7.12   # also 52-54-00-12-34-56 or 525400123456, in either case
#pragma once
#include "system/result.h"
#include "udeb/attach/links.h"
#include "udeb/target_name.h"
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

struct MapLine {
  std::string mac; // as Link has it: lower case, with colons
  TargetName target;
  size_t number = 0; // of the line in the map, from 1
};

struct TargetMap {
  std::string address; // path or URL, for messages
  std::vector<MapLine> lines;
};

// Error (Usage): a line that is none of a map, with "ADDRESS:LINE:" in front; a MAC address or a
// target that an earlier line has, with both lines.
Result<TargetMap> parse_target_map(std::string_view text, const std::string& address);

// The target of the machine with these interfaces; only real Ethernet cards count. Error: none of
// them is in the map (it lists their addresses), or two with different targets (it names both).
Result<TargetName> find_in_map(const TargetMap& map, const std::vector<Link>& links);

} // namespace netroot
