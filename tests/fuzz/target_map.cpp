// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/target_map.h"
#include "tests/fuzz/fuzz.h"
#include <set>

using namespace netroot;

namespace {

bool is_lower_with_colons(const std::string& mac) {
  for (size_t i = 0; i < mac.size(); ++i)
    if (i % 3 == 2 ? mac[i] != ':'
                   : std::string_view("0123456789abcdef").find(mac[i]) == std::string_view::npos)
      return false;
  return mac.size() == 17;
}

} // namespace

FUZZ(bytes) {
  auto map = parse_target_map(bytes, "/map");
  if (!map) {
    must(map.error().what.rfind("/map:", 0) == 0, "an error says file and line");
    must(!map.error().hint.empty() && map.error().what.size() < 300,
         "an error says what to do, and is short");
    return;
  }
  std::set<std::string> macs, targets;
  std::string written;
  for (const MapLine& line : map->lines) {
    must(is_lower_with_colons(line.mac), "addresses are spelled as sysfs does");
    must(macs.insert(line.mac).second && targets.insert(line.target.text()).second,
         "no machine and no target is there twice");
    written += line.mac + " " + line.target.text() + "\n";
    Link card;
    card.mac = line.mac;
    card.real = true;
    auto found = find_in_map(*map, {card});
    must(found && *found == line.target, "a machine finds its own target");
  }
  auto again = parse_target_map(written, "/map");
  must(again && again->lines.size() == map->lines.size(), "what was read can be written and read");
}
