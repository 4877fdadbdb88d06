// SPDX-License-Identifier: GPL-2.0-or-later
// AnswerBook: what is known of the answers while a dialog runs: values, which of them were given
// before (by preseeding, or the kernel command line), and from which priority on one is asked
// (debconf-devel(7)). It crosses from the menu item to the wizard and back as text.
#pragma once
#include "system/result.h"
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace netroot::tui {

enum class Priority { Low, Medium, High, Critical };
// Nothing for another word than "low", "medium", "high", "critical".
Result<Priority> parse_priority(std::string_view word);
std::string_view word_of(Priority priority);

class AnswerBook {
public:
  Priority threshold = Priority::Low; // debconf/priority

  // "" for what has no value.
  std::string get(const std::string& question) const;
  bool is_true(const std::string& question) const { return get(question) == "true"; }
  void set(const std::string& question, const std::string& value) { values_[question] = value; }
  // Given beforehand: never asked.
  bool is_given(const std::string& question) const { return given_.count(question) > 0; }
  void give(const std::string& question, const std::string& value);
  bool is_asked(const std::string& question, Priority priority) const {
    return !is_given(question) && priority >= threshold;
  }

  const std::map<std::string, std::string>& values() const { return values_; }

  // "priority high", "given QUESTION VALUE", "value QUESTION VALUE", one a line; backslash and
  // newline in values are escaped. Error of parse(): the line that is none of these.
  std::string text() const;
  static Result<AnswerBook> parse(std::string_view text);

private:
  std::map<std::string, std::string> values_;
  std::set<std::string> given_;
};

} // namespace netroot::tui
