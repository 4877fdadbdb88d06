// SPDX-License-Identifier: GPL-2.0-or-later
// Text that may be longer than the place for it.
#pragma once
#include "tui/newt/canvas.h"
#include "tui/newt/look.h"

namespace netroot::tui {

class TextView {
public:
  // Clean text.
  explicit TextView(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }

  // The lines at that width.
  const std::vector<std::string>& lines(int columns);
  void scroll(int by) { first_ += by; }
  void scroll_page(int by) { first_ += by * std::max(1, height_ - 1); }
  void go_home() { first_ = 0; }
  void go_end() { first_ = static_cast<int>(lines_.size()); }
  // In `height` rows; the row below tells which lines these are when they are not all.
  void paint(Canvas& canvas, int top, int indent, int height, const Look& look);
  bool fits() const { return static_cast<int>(lines_.size()) <= height_; }

private:
  std::string text_;
  std::vector<std::string> lines_;
  int columns_ = 0, height_ = 1, first_ = 0;
};

} // namespace netroot::tui
