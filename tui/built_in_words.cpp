// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/log.h"
#include "tui/words.h"

namespace netroot::tui {

// Written at build time: udeb/installer/*.templates with debian/po merged (cmake/templates.cmake).
extern const std::string_view built_in_templates;

Words Words::built_in(std::string_view language) {
  auto words = parse(built_in_templates, "built-in templates", language);
  if (words)
    return *words;
  log::warning(words.error().text()); // screens with names for titles are better than none
  return {};
}

} // namespace netroot::tui
