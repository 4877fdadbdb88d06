// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/answer_book.h"
#include "system/text.h"
#include <array>

namespace netroot::tui {
namespace {

constexpr std::array<std::string_view, 4> priority_words = {"low", "medium", "high", "critical"};

std::string escaped(const std::string& value) {
  std::string text;
  for (char c : value)
    text += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : std::string(1, c);
  return text;
}

std::string unescaped(std::string_view text) {
  std::string value;
  for (size_t i = 0; i < text.size(); ++i) {
    bool escape = text[i] == '\\' && i + 1 < text.size();
    value += !escape ? text[i] : text[++i] == 'n' ? '\n' : text[i];
  }
  return value;
}

// Takes the first word off the line.
std::string_view take_word(std::string_view& line) {
  auto end = line.find(' ');
  auto word = line.substr(0, end);
  line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  return word;
}

bool take_line(AnswerBook& book, std::string_view line) {
  auto kind = take_word(line);
  if (kind == "priority") {
    auto priority = parse_priority(line);
    book.threshold = priority.value_or(book.threshold);
    return priority.has_value();
  }
  std::string question(take_word(line));
  if (question.empty() || (kind != "given" && kind != "value"))
    return false;
  if (kind == "given")
    book.give(question, unescaped(line));
  else
    book.set(question, unescaped(line));
  return true;
}

} // namespace

Result<Priority> parse_priority(std::string_view word) {
  for (size_t i = 0; i < priority_words.size(); ++i)
    if (priority_words[i] == word)
      return static_cast<Priority>(i);
  return usage_error("\"" + std::string(word) + "\" is no priority",
                     "It is low, medium, high or critical.");
}

std::string_view word_of(Priority priority) {
  return priority_words[static_cast<size_t>(priority)];
}

std::string AnswerBook::get(const std::string& question) const {
  auto found = values_.find(question);
  return found == values_.end() ? std::string() : found->second;
}

void AnswerBook::give(const std::string& question, const std::string& value) {
  set(question, value);
  given_.insert(question);
}

std::string AnswerBook::text() const {
  std::string text = "priority " + std::string(word_of(threshold)) + "\n";
  for (const auto& [question, value] : values_)
    text += (is_given(question) ? "given " : "value ") + question + " " + escaped(value) + "\n";
  return text;
}

Result<AnswerBook> AnswerBook::parse(std::string_view text) {
  AnswerBook book;
  while (!text.empty()) {
    auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && !take_line(book, line))
      return failure("\"" + std::string(line) + "\" is no line of an answer book",
                     "It is written by netroot for itself; run the menu item again.");
  }
  return book;
}

} // namespace netroot::tui
