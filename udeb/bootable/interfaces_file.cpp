// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/interfaces_file.h"
#include "system/text.h"
#include <algorithm>

namespace netroot::bootable {
namespace {

bool lists(const std::vector<std::string>& words_of_line, const std::string& name) {
  return std::find(words_of_line.begin() + 1, words_of_line.end(), name) != words_of_line.end();
}

// "auto ens3 ens4", "allow-hotplug ens3", "iface ens3 inet dhcp"
bool configures(const std::vector<std::string>& parts, const std::string& name) {
  if (parts.size() < 2)
    return false;
  if (parts[0] == "iface")
    return parts[1] == name;
  return (parts[0] == "auto" || parts[0].rfind("allow-", 0) == 0) && lists(parts, name);
}

bool protects(const std::vector<std::string>& parts, const std::string& name) {
  return parts.size() >= 2 && parts[0] == "no-auto-down" && lists(parts, name);
}

struct LogicalLine {
  size_t start; // offset of its first byte
  std::vector<std::string> parts;
};

std::vector<LogicalLine> logical_lines(const std::string& text) {
  std::vector<LogicalLine> found;
  size_t start = 0;
  std::string joined;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    bool goes_on = end > at && text[end - 1] == '\\';
    joined += text.substr(at, end - at - (goes_on ? 1 : 0)) + " ";
    at = end + 1;
    if (goes_on && at < text.size())
      continue;
    found.push_back({start, words(joined)});
    joined.clear();
    start = at;
  }
  return found;
}

} // namespace

std::string with_no_auto_down(const std::string& text, const std::string& name) {
  auto all = logical_lines(text);
  for (const auto& line : all)
    if (protects(line.parts, name))
      return text;
  for (const auto& line : all) {
    if (!configures(line.parts, name))
      continue;
    std::string edited = text;
    return edited.insert(line.start, "no-auto-down " + name + "\n");
  }
  return text;
}

} // namespace netroot::bootable
