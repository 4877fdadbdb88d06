// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/device_map.h"
#include <algorithm>

namespace netroot {

constexpr char blanks[] = " \t\r\n";

DeviceMap::Line DeviceMap::parse_line(std::string_view line) {
  Line not_understood{std::string(line), "", "", ""};
  size_t open = line.find_first_not_of(" \t");
  if (open == line.npos || line[open] != '(')
    return not_understood;
  size_t close = line.find(')', open);
  if (close == line.npos)
    return not_understood;
  size_t device = line.find_first_not_of(" \t", close + 1);
  if (device == line.npos || line.find_first_of(blanks, device) == device)
    return not_understood;
  size_t end = std::min(line.find_first_of(blanks, device), line.size());
  return {std::string(line.substr(0, device)), std::string(line.substr(open + 1, close - open - 1)),
          std::string(line.substr(device, end - device)), std::string(line.substr(end))};
}

DeviceMap DeviceMap::parse(std::string_view bytes) {
  DeviceMap map;
  while (!bytes.empty()) {
    size_t newline = bytes.find('\n');
    size_t whole = newline == bytes.npos ? bytes.size() : newline + 1;
    map.lines_.push_back(parse_line(bytes.substr(0, whole)));
    bytes.remove_prefix(whole);
  }
  return map;
}

std::string DeviceMap::text() const {
  std::string all;
  for (const Line& line : lines_)
    all += line.before + line.device + line.after;
  return all;
}

std::optional<std::string> DeviceMap::device(std::string_view drive) const {
  for (const Line& line : lines_)
    if (!line.drive.empty() && line.drive == drive)
      return line.device;
  return std::nullopt;
}

bool DeviceMap::set(std::string_view drive, std::string_view device) {
  std::string before = text();
  auto is_drive = [&](const Line& line) { return !line.drive.empty() && line.drive == drive; };
  auto found = std::find_if(lines_.begin(), lines_.end(), is_drive);
  if (found == lines_.end())
    found = lines_.insert(lines_.begin(),
                          {"(" + std::string(drive) + ") ", std::string(drive), "", "\n"});
  found->device = device;
  size_t keep = static_cast<size_t>(found - lines_.begin()), index = 0;
  std::erase_if(lines_, [&](const Line& line) {
    bool other = index++ != keep;
    return other && (is_drive(line) || (!line.drive.empty() && line.device == device));
  });
  return text() != before;
}

} // namespace netroot
