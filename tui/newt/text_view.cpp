// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/text_view.h"
#include "tui/newt/wrap.h"
#include <algorithm>

namespace netroot::tui {

const std::vector<std::string>& TextView::lines(int columns) {
  if (columns != columns_) {
    lines_ = text_.empty() ? std::vector<std::string>{} : wrapped(text_, columns);
    columns_ = columns;
  }
  return lines_;
}

void TextView::paint(Canvas& canvas, int top, int indent, int height, const Look& look) {
  const int count = static_cast<int>(lines(canvas.size().columns - 2 * indent).size());
  height_ = std::max(1, height);
  first_ = std::clamp(first_, 0, std::max(0, count - height_));
  const int last = std::min(count, first_ + height_);
  canvas.put_lines(top, indent, {lines_.begin() + first_, lines_.begin() + last}, height);
  if (fits() || height <= 0)
    return;
  const auto place = look.say("netroot/screen/lines", {{"FIRST", std::to_string(first_ + 1)},
                                                       {"LAST", std::to_string(last)},
                                                       {"COUNT", std::to_string(count)}});
  canvas.put(top + height, canvas.size().columns - indent - columns_of(place), place,
             Style::Heading);
}

} // namespace netroot::tui
