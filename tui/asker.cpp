// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/asker.h"

namespace netroot::tui {

std::string numbered(const std::vector<std::string>& steps) {
  std::string text;
  for (size_t i = 0; i < steps.size(); ++i)
    text += (i ? "\n" : "") + std::to_string(i + 1) + ". " + steps[i];
  return text;
}

} // namespace netroot::tui
