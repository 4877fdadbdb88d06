// SPDX-License-Identifier: GPL-2.0-or-later
// The buttons below a question: "Go Back" at the left, the others at the right.
#pragma once
#include "tui/newt/canvas.h"
#include <string>
#include <vector>

namespace netroot::tui {

class ButtonBar {
public:
  enum Role { Back, Continue, Yes, No, Cancel };
  struct Button {
    Role role;
    std::string text;
  };
  // `focused`: a button's role; without one, nothing of the bar has the focus.
  ButtonBar(std::vector<Button> buttons, std::optional<Role> focused);

  bool has_focus() const { return focused_ >= 0; }
  Role focused() const { return buttons_[static_cast<size_t>(focused_)].role; }
  void focus_first() { focused_ = 0; }
  void focus_last() { focused_ = count() - 1; }
  void focus(Role role);
  void leave() { focused_ = -1; }
  // To the next button or the one before. False, and nothing moved: there is none.
  bool step(int by);

  // A focused button is told by ">>" and "<<", as not every terminal can reverse.
  void paint(Canvas& canvas, int row) const;

private:
  int count() const { return static_cast<int>(buttons_.size()); }
  std::string text_of(int index) const;
  void paint_one(Canvas& canvas, int row, int column, int index) const;
  std::vector<Button> buttons_;
  int focused_ = -1;
};

} // namespace netroot::tui
