// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/button_bar.h"
#include <algorithm>

namespace netroot::tui {
namespace {

constexpr int indent = 1; // from both sides
constexpr int gap = 2;    // between buttons

} // namespace

ButtonBar::ButtonBar(std::vector<Button> buttons, std::optional<Role> focused)
    : buttons_(std::move(buttons)) {
  if (focused)
    focus(*focused);
}

void ButtonBar::focus(Role role) {
  auto found = std::find_if(buttons_.begin(), buttons_.end(),
                            [&](const Button& button) { return button.role == role; });
  if (found != buttons_.end())
    focused_ = static_cast<int>(found - buttons_.begin());
}

bool ButtonBar::step(int by) {
  const int next = focused_ + by;
  if (!has_focus() || next < 0 || next >= count())
    return false;
  focused_ = next;
  return true;
}

std::string ButtonBar::text_of(int index) const {
  const auto& text = buttons_[static_cast<size_t>(index)].text;
  return index == focused_ ? ">>" + text + "<<" : " <" + text + "> ";
}

void ButtonBar::paint_one(Canvas& canvas, int row, int column, int index) const {
  const bool is_focused = index == focused_;
  canvas.put(row, column, text_of(index), is_focused ? Style::FocusedButton : Style::Button);
  if (is_focused)
    canvas.put_cursor(row, column + 2, false);
}

void ButtonBar::paint(Canvas& canvas, int row) const {
  int right = canvas.size().columns - indent;
  for (int i = count() - 1; i >= 0; --i) {
    const int width = columns_of(text_of(i));
    const bool at_left = buttons_[static_cast<size_t>(i)].role == Back;
    paint_one(canvas, row, at_left ? indent : std::max(indent, right - width), i);
    right -= width + gap;
  }
}

} // namespace netroot::tui
