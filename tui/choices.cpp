// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/choices.h"

namespace netroot::tui {
namespace {

bool is_escape(std::string_view text, size_t at) {
  return text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == ',' || text[at + 1] == ' ');
}

// One choice from `at` on, which ends up behind its comma.
std::string take_choice(std::string_view text, size_t& at) {
  while (at < text.size() && text[at] == ' ')
    ++at;
  std::string choice;
  size_t solid = 0; // without the blanks at its end that are not escaped
  for (; at < text.size() && text[at] != ','; ++at) {
    bool escape = is_escape(text, at);
    at += escape ? 1 : 0;
    choice += text[at];
    if (escape || text[at] != ' ')
      solid = choice.size();
  }
  ++at;
  choice.resize(solid);
  return choice;
}

std::string escaped(const std::string& choice) {
  std::string text;
  for (size_t i = 0; i < choice.size(); ++i) {
    bool end = i == 0 || i + 1 == choice.size();
    if (choice[i] == ',' || (choice[i] == ' ' && end))
      text += '\\';
    text += choice[i];
  }
  return text;
}

} // namespace

std::vector<std::string> split_choices(std::string_view text) {
  std::vector<std::string> choices;
  for (size_t at = 0; at < text.size();)
    if (std::string choice = take_choice(text, at); !choice.empty())
      choices.push_back(choice);
  return choices;
}

std::string join_choices(const std::vector<std::string>& choices) {
  std::string text;
  for (const std::string& choice : choices)
    text += (text.empty() ? "" : ", ") + escaped(choice);
  return text;
}

} // namespace netroot::tui
