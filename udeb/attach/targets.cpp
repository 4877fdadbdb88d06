// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/targets.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>
#include <tuple>

namespace netroot {
namespace {

constexpr unsigned long long sector = 512; // of sysfs "size", whatever the disk's own is

// Names that the driver writes with commas between.
std::vector<std::string> names_in(std::string list) {
  std::replace(list.begin(), list.end(), ',', ' ');
  return words(list);
}

// The driver writes twelve digits (%pm).
std::string with_colons(const std::string& digits) {
  if (digits.size() != 12)
    return digits;
  std::string text;
  for (size_t i = 0; i < 12; i += 2)
    text += (i ? ":" : "") + digits.substr(i, 2);
  return text;
}

std::string one_line(const Target& target) {
  return target.name.text() + " (" + size_text(target.bytes) + ", on " +
         (target.interface.empty() ? "no interface" : target.interface) + " from " + target.mac +
         (target.up ? ")" : ", " + target.state + ")");
}

} // namespace

std::optional<Target> find_target(const RootDir& root, const TargetName& name) {
  auto lines = read_lines_in(root, name.sysfs_folder(), {"state", "size", "netif", "mac"});
  if (!lines)
    return std::nullopt;
  for (std::string& line : *lines)
    line = trim(line);
  Target target;
  target.name = name;
  target.state = (*lines)[0];
  target.up = target.state.rfind("up", 0) == 0;
  target.bytes = parse_number((*lines)[1]).value_or(0) * sector;
  target.interfaces = names_in((*lines)[2]);
  target.interface = target.interfaces.empty() ? std::string() : target.interfaces[0];
  target.mac = with_colons((*lines)[3]);
  return target;
}

std::vector<Target> list_targets(const RootDir& root) {
  constexpr std::string_view prefix = "etherd!";
  std::vector<Target> targets;
  for (const std::string& entry : list_dir(root, "/sys/block")) {
    if (entry.compare(0, prefix.size(), prefix) != 0)
      continue;
    auto name = parse_target_name(std::string_view(entry).substr(prefix.size()));
    if (auto target = name ? find_target(root, *name) : std::nullopt)
      targets.push_back(*target);
  }
  std::sort(targets.begin(), targets.end(), [](const Target& a, const Target& b) {
    return std::tie(a.name.shelf, a.name.slot) < std::tie(b.name.shelf, b.name.slot);
  });
  return targets;
}

std::string describe_targets(const std::vector<Target>& targets) {
  std::vector<std::string> parts;
  for (const Target& target : targets)
    parts.push_back(one_line(target));
  return join(parts, "\n");
}

} // namespace netroot
