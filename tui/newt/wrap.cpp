// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/wrap.h"
#include "system/text.h"
#include "tui/newt/glyphs.h"
#include <algorithm>

namespace netroot::tui {
namespace {

// Bytes of the longest beginning that fits; one character at least.
size_t fitting_bytes(std::string_view text, int columns) {
  size_t bytes = 0;
  int used = 0;
  while (bytes < text.size()) {
    auto character = first_character(text.substr(bytes));
    used += columns_of(character.code);
    if (used > columns && bytes > 0)
      break;
    bytes += character.bytes;
  }
  return bytes;
}

void break_anywhere(std::string_view line, int columns, std::vector<std::string>& lines) {
  do {
    const size_t bytes = fitting_bytes(line, columns);
    lines.emplace_back(line.substr(0, bytes));
    line.remove_prefix(bytes);
  } while (!line.empty());
}

void break_between_words(std::string_view line, int columns, std::vector<std::string>& lines) {
  std::string current;
  for (auto& word : words(line)) {
    const int width = columns_of(word);
    const bool is_broken_anyway = width > columns;
    if (!current.empty() && columns_of(current) + 1 + width > columns && !is_broken_anyway) {
      lines.push_back(current);
      current.clear();
    }
    if (!current.empty())
      current += ' ';
    current += word;
    if (columns_of(current) > columns) {
      break_anywhere(current, columns, lines);
      current = lines.back();
      lines.pop_back();
    }
  }
  lines.push_back(current);
}

} // namespace

std::vector<std::string> wrapped(std::string_view text, int columns) {
  std::vector<std::string> broken;
  for (auto& line : lines(text))
    if (!line.empty() && line[0] == ' ')
      break_anywhere(line, std::max(columns, 1), broken);
    else
      break_between_words(line, std::max(columns, 1), broken);
  return broken;
}

std::vector<std::string> first_paragraphs(const std::vector<std::string>& lines, int at_most) {
  if (at_most <= 0)
    return {};
  if (lines.size() <= static_cast<size_t>(at_most))
    return lines;
  const auto limit = lines.begin() + at_most;
  // An empty line right behind the limit ends a paragraph, too.
  auto end = limit + 1;
  while (end != lines.begin() && !(end - 1)->empty())
    --end;
  if (end == lines.begin())
    return {lines.begin(), limit};
  return {lines.begin(), end - 1};
}

} // namespace netroot::tui
