// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/select_screen.h"
#include "tui/newt/list_keys.h"

namespace netroot::tui {
namespace {

constexpr int indent = 1;

ChoiceList::Rows rows_of(const Template& words) {
  std::vector<Choice> rows;
  for (size_t i = 0; i < words.choices_c.size(); ++i)
    rows.push_back({words.choices_c[i],
                    {i < words.choices.size() ? words.choices[i] : words.choices_c[i]},
                    {}});
  return std::make_shared<const std::vector<Choice>>(std::move(rows));
}

} // namespace

SelectScreen::SelectScreen(const Look& look, Template words, const std::string& value,
                           std::function<std::string(const std::string&)> refuse)
    : Screen(look, std::move(words), usual_buttons(look, {})), list_(value),
      refuse_(std::move(refuse)) {
  list_.update(rows_of(Screen::words()));
}

void SelectScreen::paint_body(Canvas& canvas, int top, int rows) {
  list_.set_height(rows);
  const int columns = canvas.size().columns - 2 * indent;
  for (int i = 0; i < rows && list_.first() + static_cast<size_t>(i) < list_.count(); ++i) {
    const size_t index = list_.first() + static_cast<size_t>(i);
    const bool is_current = index == list_.cursor();
    const auto style = !is_current        ? Style::Plain
                       : body_has_focus() ? Style::CursorRow
                                          : Style::IdleRow;
    canvas.put(top + i, indent,
               look().glyphs.fit((is_current ? "> " : "  ") + list_.row(index).columns[0], columns),
               style);
    if (is_current && body_has_focus())
      canvas.put_cursor(top + i, indent, false);
  }
}

bool SelectScreen::body_key(const Key& key) {
  return move_cursor(list_, key) || go_to_letter(list_, key);
}

} // namespace netroot::tui
