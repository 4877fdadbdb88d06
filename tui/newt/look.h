// SPDX-License-Identifier: GPL-2.0-or-later
// Look: what all screens share: the words, and how text is shown on this terminal.
#pragma once
#include "tui/newt/glyphs.h"
#include "tui/words.h"

namespace netroot::tui {

struct Look {
  const Words& words;
  const Glyphs& glyphs;

  // One of the screens' own words, such as "netroot/screen/rows", ready to be drawn.
  std::string say(const std::string& name,
                  const std::map<std::string, std::string>& variables = {}) const {
    return glyphs.clean(fill(words.of(name).title, variables));
  }
  // A question's words with its variables, ready to be drawn.
  Template shown(const std::string& name,
                 const std::map<std::string, std::string>& variables) const {
    auto found = filled(words.of(name), variables);
    found.title = glyphs.clean(found.title);
    found.help = glyphs.clean(found.help);
    for (auto& choice : found.choices)
      choice = glyphs.clean(choice);
    return found;
  }
};

} // namespace netroot::tui
