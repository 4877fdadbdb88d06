// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/menu_lines.h"

namespace netroot {
namespace {

bool blank(char c) {
  return c == ' ' || c == '\t';
}

size_t end_of_blanks(std::string_view text, size_t at) {
  while (at < text.size() && blank(text[at]))
    at++;
  return at;
}

// GRUB takes blanks and one '=' between a command and its first argument ("timeout=5").
size_t end_of_word(std::string_view text, size_t at, bool is_command) {
  while (at < text.size() && !blank(text[at]) && !(is_command && text[at] == '='))
    at++;
  return at;
}

size_t end_of_separator(std::string_view text, size_t at, bool is_command) {
  at = end_of_blanks(text, at);
  if (is_command && at < text.size() && text[at] == '=')
    at = end_of_blanks(text, at + 1);
  return at;
}

MenuLine parse_line(std::string_view text, std::string_view ending) {
  MenuLine line;
  line.ending = ending;
  size_t at = end_of_blanks(text, 0);
  line.indent = text.substr(0, at);
  if (at < text.size() && text[at] == '#') {
    line.items.push_back({std::string(text.substr(at)), ""});
    return line;
  }
  while (at < text.size()) {
    bool is_command = line.items.empty();
    size_t word = end_of_word(text, at, is_command);
    size_t next = end_of_separator(text, word, is_command);
    line.items.push_back(
        {std::string(text.substr(at, word - at)), std::string(text.substr(word, next - word))});
    at = next;
  }
  return line;
}

} // namespace

std::vector<MenuLine> parse_menu_lines(std::string_view bytes) {
  std::vector<MenuLine> found;
  while (!bytes.empty()) {
    size_t newline = bytes.find('\n');
    size_t whole = newline == bytes.npos ? bytes.size() : newline + 1;
    size_t text = newline == bytes.npos ? bytes.size() : newline;
    if (text < whole && text > 0 && bytes[text - 1] == '\r')
      text--;
    found.push_back(parse_line(bytes.substr(0, text), bytes.substr(text, whole - text)));
    bytes.remove_prefix(whole);
  }
  return found;
}

std::string MenuLine::text() const {
  std::string all = indent;
  for (const Item& item : items)
    all += item.text + item.separator;
  return all;
}

std::string_view MenuLine::command() const {
  if (items.empty() || items[0].text.starts_with('#'))
    return {};
  return items[0].text;
}

std::string_view MenuLine::argument(size_t index) const {
  if (command().empty() || index + 1 >= items.size())
    return {};
  return items[index + 1].text;
}

std::string MenuLine::arguments() const {
  std::string all;
  for (size_t i = 1; i < items.size(); i++)
    all += items[i].text + items[i].separator;
  return all;
}

} // namespace netroot
