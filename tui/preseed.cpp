// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/preseed.h"
#include "system/text.h"
#include <algorithm>
#include <array>
#include <vector>

namespace netroot::tui {
namespace {

struct Entry {
  std::string text;
  size_t line; // where it begins, from 1
};

bool is_blank_or_comment(std::string_view line) {
  return trim(line).empty() || line[0] == '#';
}

// Lines with their continuations joined, as d-i's debconf-set-selections joins them: the backslash
// and the blanks around it become one blank, comments between are left out.
std::vector<Entry> join_lines(std::string_view text) {
  std::vector<Entry> entries;
  bool open = false;
  size_t number = 0;
  for (const std::string& raw : lines(text)) {
    ++number;
    if (is_blank_or_comment(raw))
      continue;
    std::string_view line = trim(raw);
    if (!open)
      entries.push_back({{}, number});
    bool goes_on = line.back() == '\\';
    if (goes_on)
      line = trim(line.substr(0, line.size() - 1));
    std::string& joined = entries.back().text;
    joined += (joined.empty() ? "" : " ") + std::string(line);
    open = goes_on;
  }
  return entries;
}

// Takes the first word off `rest`.
std::string take_word(std::string_view& rest) {
  size_t end = std::min(rest.find_first_of(" \t"), rest.size());
  std::string word(rest.substr(0, end));
  rest = trim(rest.substr(end));
  return word;
}

// debconf-devel(7), "Type", and those that debian-installer adds.
bool is_type(const std::string& type) {
  constexpr std::array<std::string_view, 11> types = {
      "string",   "boolean", "select", "multiselect", "note", "text",
      "password", "title",   "error",  "terminal",    "seen"};
  return std::find(types.begin(), types.end(), type) != types.end();
}

tl::unexpected<Error> bad_line(const std::string& file, const Entry& entry,
                               const std::string& why) {
  return usage_error(file + " line " + std::to_string(entry.line) + ": " + why,
                     "A line is \"owner question type value\", such as "
                     "\"d-i netroot/target string e0.0\".");
}

} // namespace

Result<std::map<std::string, std::string>>
parse_preseed(std::string_view text, const std::string& file, std::string_view prefix) {
  std::map<std::string, std::string> values;
  for (const Entry& entry : join_lines(text)) {
    std::string_view rest = entry.text;
    take_word(rest);
    std::string question = take_word(rest);
    if (question.empty())
      return bad_line(file, entry, "no question is named");
    if (question.compare(0, prefix.size(), prefix) != 0)
      continue;
    std::string type = take_word(rest);
    if (type.empty())
      return bad_line(file, entry, question + " has no type");
    if (!is_type(type))
      return bad_line(file, entry, "\"" + type + "\" is no type of question");
    if (type != "seen")
      values[question] = std::string(rest);
  }
  return values;
}

} // namespace netroot::tui
