// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/glyphs.h"
#include "system/utf8.h"
#include "tui/newt/ascii.h"
#include <algorithm>
#include <wchar.h>

namespace netroot::tui {
namespace {

// Most text is: then it is as wide as long.
bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char byte) { return byte >= ' ' && byte < 0x7f; });
}

bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

} // namespace

Character first_character(std::string_view text) {
  if (text.empty())
    return {};
  const auto first = static_cast<unsigned char>(text[0]);
  const size_t length = utf8_sequence(text);
  if (length == 0)
    return {replacement_character, 1};
  if (length == 1)
    return {first, 1};
  char32_t code = first & (0x7fu >> length);
  for (const char next : text.substr(1, length - 1))
    code = code << 6 | (static_cast<unsigned char>(next) & 0x3fu);
  return {code, length};
}

int columns_of(char32_t code) {
  if (code < 0x7f)
    return code < 0x20 ? 0 : 1;
  return std::max(0, wcwidth(static_cast<wchar_t>(code)));
}

int columns_of(std::string_view text) {
  if (is_printable_ascii(text))
    return static_cast<int>(text.size());
  int columns = 0;
  while (!text.empty()) {
    auto character = first_character(text);
    columns += columns_of(character.code);
    text.remove_prefix(character.bytes);
  }
  return columns;
}

std::string Glyphs::clean(std::string_view text) const {
  if (is_printable_ascii(text))
    return std::string(text);
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    auto character = first_character(text);
    if (character.code == '\n' || (character.code >= 0x20 && character.code < 0x7f))
      shown += static_cast<char>(character.code);
    else if (character.code == '\t')
      shown += ' ';
    else if (is_control(character.code) || character.code == replacement_character)
      shown += '?';
    else if (!utf8_)
      shown += ascii_for(character.code);
    else
      // A character that this system's libc does not know has no width to count on.
      shown +=
          wcwidth(static_cast<wchar_t>(character.code)) < 0 ? "?" : text.substr(0, character.bytes);
    text.remove_prefix(character.bytes);
  }
  return shown;
}

std::string Glyphs::cut(std::string_view text, int columns) const {
  if (columns <= 0)
    return {};
  if (text.size() <= static_cast<size_t>(columns) || columns_of(text) <= columns)
    return std::string(text);
  const std::string ellipsis = utf8_ ? "…" : "~";
  std::string shown;
  int used = 0;
  while (!text.empty()) {
    auto character = first_character(text);
    used += columns_of(character.code);
    if (used > columns - 1)
      break;
    shown += text.substr(0, character.bytes);
    text.remove_prefix(character.bytes);
  }
  return shown + ellipsis;
}

std::string Glyphs::fit(std::string_view text, int columns) const {
  std::string shown = cut(text, columns);
  const int used = columns_of(shown);
  if (used < columns)
    shown.append(static_cast<size_t>(columns - used), ' ');
  return shown;
}

} // namespace netroot::tui
