// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/target_name.h"
#include "system/text.h"

namespace netroot {
namespace {

std::optional<unsigned> parse_part(std::string_view text, unsigned highest) {
  auto number = parse_number(text);
  bool leading_zero = text.size() > 1 && text[0] == '0';
  if (!number || *number > highest || leading_zero)
    return std::nullopt;
  return static_cast<unsigned>(*number);
}

} // namespace

std::string TargetName::text() const {
  return "e" + std::to_string(shelf) + "." + std::to_string(slot);
}
std::string TargetName::device() const {
  return "/dev/etherd/" + text();
}
std::string TargetName::sysfs_folder() const {
  return "/sys/block/etherd!" + text();
}

std::optional<TargetName> parse_target_name(std::string_view text) {
  auto dot = text.find('.');
  if (dot == std::string_view::npos || text[0] != 'e')
    return std::nullopt;
  auto shelf = parse_part(text.substr(1, dot - 1), 65534);
  auto slot = parse_part(text.substr(dot + 1), 254);
  if (!shelf || !slot)
    return std::nullopt;
  return TargetName{*shelf, *slot};
}

} // namespace netroot
