// SPDX-License-Identifier: GPL-2.0-or-later
// A table laid out to the width of a window.
#pragma once
#include "tui/newt/glyphs.h"
#include <string>
#include <vector>

namespace netroot::tui {

// Columns apart from each other.
constexpr int column_gap = 2;

class ColumnLayout {
public:
  // `headings` decide how many columns there are; a row may have fewer cells, never more.
  explicit ColumnLayout(const std::vector<std::string>& headings);
  // A row whose cells must be seen, if there is room.
  void add(const std::vector<std::string>& cells);
  // The widths that make at most `total` columns: as wide as wanted where there is room; else the
  // last column gives first, then the widest ones.
  std::vector<int> widths(int total) const;

private:
  std::vector<int> headings_;
  std::vector<int> wanted_;
};

// The cells in one line of exactly `total` columns; the last one takes what is left.
std::string laid_out(const std::vector<std::string>& cells, const std::vector<int>& widths,
                     int total, const Glyphs& glyphs);

} // namespace netroot::tui
