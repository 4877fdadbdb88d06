// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/asker.h"
#include "system/text.h"

namespace netroot::tui {

std::string numbered(const std::vector<std::string>& steps) {
  std::string text;
  for (size_t i = 0; i < steps.size(); ++i)
    text += (i ? "\n" : "") + std::to_string(i + 1) + ". " + steps[i];
  return text;
}

std::string verbatim(const std::string& text) {
  std::string indented;
  for (const std::string& line : lines(text))
    indented += " " + line + "\n";
  return indented;
}

} // namespace netroot::tui
