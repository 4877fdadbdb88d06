// SPDX-License-Identifier: GPL-2.0-or-later
// One line of text being typed, with a cursor; longer ones scroll.
#pragma once
#include "tui/newt/keys.h"
#include <string>

namespace netroot::tui {

class LineEditor {
public:
  explicit LineEditor(std::string text, bool ascii_only = false)
      : text_(std::move(text)), cursor_(text_.size()), ascii_only_(ascii_only) {}
  const std::string& text() const { return text_; }

  // False for a key that means nothing to a line of text.
  bool handle(const Key& key);

  struct View {
    std::string text;    // what is to be seen
    int cursor = 0;      // its column there
    bool before = false; // there is more to the left
    bool behind = false; // … and to the right
  };
  // `columns` is at least 1; the column behind the last character is kept for the cursor.
  View view(int columns);

private:
  size_t before(size_t place) const;
  size_t behind(size_t place) const;
  bool move(const Key& key);
  bool erase(const Key& key);
  std::string text_;
  size_t cursor_;    // in bytes
  size_t first_ = 0; // first byte to be seen
  bool ascii_only_;
};

} // namespace netroot::tui
