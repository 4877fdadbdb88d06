// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/words.h"
#include "system/text.h"
#include "tui/choices.h"

namespace netroot::tui {
namespace {

// A paragraph, or a list's lines, as the continuation lines of a field.
std::string continuation(const std::string& help) {
  std::string text;
  for (const std::string& line : split(help, '\n'))
    text += line.empty() ? " .\n" : " " + line + "\n";
  return help.empty() ? std::string() : text;
}

std::string one_line(std::string text) {
  for (char& c : text)
    c = c == '\n' ? ' ' : c;
  return text;
}

std::string field(const char* name, const std::string& value) {
  return value.empty() ? std::string() : name + (": " + one_line(value)) + "\n";
}

std::string stanza(const Template& words) {
  return field("Template", words.name) + field("Type", words.type) +
         field("Default", words.default_value) + field("Choices-C", join_choices(words.choices_c)) +
         field("Choices", join_choices(words.choices)) + "Description: " + one_line(words.title) +
         "\n" + continuation(words.help) + "\n";
}

} // namespace

void Words::add(const Words& others) {
  for (const auto& [name, words] : others.templates_)
    templates_[name] = words;
}

Template Words::of(const std::string& name) const {
  if (auto found = templates_.find(name); found != templates_.end())
    return found->second;
  Template missing;
  missing.name = missing.title = name;
  return missing;
}

std::string Words::text() const {
  std::string text;
  for (const auto& [name, words] : templates_)
    text += stanza(words);
  return text;
}

std::string fill(std::string_view text, const std::map<std::string, std::string>& variables) {
  std::string filled;
  for (;;) {
    size_t open = text.find("${");
    size_t close = open == std::string_view::npos ? open : text.find('}', open);
    filled += text.substr(0, close == std::string_view::npos ? close : open);
    if (close == std::string_view::npos)
      return filled;
    auto value = variables.find(std::string(text.substr(open + 2, close - open - 2)));
    if (value != variables.end())
      filled += value->second;
    text.remove_prefix(close + 1);
  }
}

Template filled(Template words, const std::map<std::string, std::string>& variables) {
  words.title = fill(words.title, variables);
  words.help = fill(words.help, variables);
  words.default_value = fill(words.default_value, variables);
  for (auto* choices : {&words.choices, &words.choices_c})
    for (std::string& choice : *choices)
      choice = fill(choice, variables);
  return words;
}

} // namespace netroot::tui
