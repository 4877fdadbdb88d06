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
  size_t line;          // where it begins, from 1
  bool goes_on = false; // its last line is to be joined to the next
};

bool is_blank_or_comment(std::string_view line) {
  return trim(line).empty() || line[0] == '#';
}

// Lines with their continuations joined, as d-i's debconf-set-selections joins them: the backslash
// and the blanks around it become one blank, comments between are left out, carriage returns go. A
// backslash with a blank behind it joins nothing.
std::vector<Entry> join_lines(std::string_view text) {
  std::vector<Entry> entries;
  size_t number = 0;
  for (std::string line : lines(text)) {
    ++number;
    if (is_blank_or_comment(line))
      continue;
    line.erase(std::remove(line.begin(), line.end(), '\r'), line.end());
    if (entries.empty() || !entries.back().goes_on)
      entries.push_back({{}, number});
    Entry& entry = entries.back();
    entry.goes_on = line.back() == '\\';
    if (entry.goes_on)
      line.pop_back();
    entry.text += (entry.text.empty() ? "" : " ") + std::string(trim(line));
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
    if (take_word(rest)[0] == '#')
      return bad_line(file, entry, "only a \"#\" in the first column begins a comment");
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
    if (entry.goes_on) // the installer drops such a line
      return bad_line(file, entry, "the backslash at its end has no line behind it to join");
    if (type != "seen")
      values[question] = std::string(rest);
  }
  return values;
}

} // namespace netroot::tui
