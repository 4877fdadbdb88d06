// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/canvas.h"
#include <algorithm>

namespace netroot::tui {

void Canvas::put(int row, int column, const std::string& text, Style style) {
  if (row < 0 || row >= size_.rows || column < 0 || column >= size_.columns || text.empty())
    return;
  pieces_.push_back({{row, column}, glyphs_.cut(text, size_.columns - column), style});
}

void Canvas::put_lines(int row, int indent, const std::vector<std::string>& lines, int at_most,
                       Style style) {
  for (int i = 0; i < std::min(at_most, static_cast<int>(lines.size())); ++i)
    put(row + i, indent, lines[static_cast<size_t>(i)], style);
}

void Canvas::put_cursor(int row, int column, bool shown) {
  cursor_ = {std::clamp(row, 0, std::max(0, size_.rows - 1)),
             std::clamp(column, 0, std::max(0, size_.columns - 1))};
  shows_cursor_ = shown;
}

std::vector<std::string> Canvas::rows() const {
  std::vector<std::string> rows(static_cast<size_t>(size_.rows));
  auto pieces = pieces_;
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Piece& a, const Piece& b) { return a.at.column < b.at.column; });
  for (auto& piece : pieces) {
    auto& row = rows[static_cast<size_t>(piece.at.row)];
    row = glyphs_.fit(row, piece.at.column) + piece.text;
  }
  for (auto& row : rows)
    row.erase(row.find_last_not_of(' ') + 1);
  return rows;
}

} // namespace netroot::tui
