// SPDX-License-Identifier: GPL-2.0-or-later
// Glyphs: text as the terminal can show it. Everything that comes from templates, disks and servers
// goes through clean() before it is measured or drawn: bytes that would garble the screen never
// reach it. Widths are terminal columns (wcwidth(3)).
#pragma once
#include <string>
#include <string_view>

namespace netroot::tui {

// One character of UTF-8 text.
struct Character {
  char32_t code = 0; // replacement_character for bytes that are not UTF-8
  size_t bytes = 0;  // 0 at the end of the text
};
constexpr char32_t replacement_character = 0xfffd;
Character first_character(std::string_view text);
// Columns of a character: 0 for what combines with the one before, 2 for wide ones.
int columns_of(char32_t code);

class Glyphs {
public:
  // `utf8`: what the locale's character set is; else characters are replaced by ASCII ones.
  explicit Glyphs(bool utf8) : utf8_(utf8) {}
  bool utf8() const { return utf8_; }

  // Tabs become blanks, control characters and broken bytes "?". Newlines stay.
  std::string clean(std::string_view text) const;
  // Of clean text: at most `columns`, with an ellipsis where something was cut off.
  std::string cut(std::string_view text, int columns) const;
  // Cut, or filled with blanks, to exactly `columns`.
  std::string fit(std::string_view text, int columns) const;

private:
  bool utf8_;
};

int columns_of(std::string_view clean_text);

} // namespace netroot::tui
