// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/columns.h"
#include <algorithm>
#include <numeric>

namespace netroot::tui {
namespace {

constexpr int narrowest = 4; // of a column that gives

int sum(const std::vector<int>& widths) {
  return std::accumulate(widths.begin(), widths.end(),
                         column_gap * std::max(0, static_cast<int>(widths.size()) - 1));
}

} // namespace

ColumnLayout::ColumnLayout(const std::vector<std::string>& headings) {
  for (auto& heading : headings)
    headings_.push_back(columns_of(heading));
  wanted_ = headings_;
}

void ColumnLayout::add(const std::vector<std::string>& cells) {
  for (size_t i = 0; i < std::min(cells.size(), wanted_.size()); ++i)
    wanted_[i] = std::max(wanted_[i], columns_of(cells[i]));
}

std::vector<int> ColumnLayout::widths(int total) const {
  auto widths = wanted_;
  if (widths.empty())
    return widths;
  int excess = sum(widths) - total;
  if (excess <= 0)
    return widths;
  const int least = std::max(narrowest, headings_.back());
  const int given = std::clamp(widths.back() - least, 0, excess);
  widths.back() -= given;
  for (excess -= given; excess > 0; --excess) {
    auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= narrowest)
      break;
    --*widest;
  }
  return widths;
}

std::string laid_out(const std::vector<std::string>& cells, const std::vector<int>& widths,
                     int total, const Glyphs& glyphs) {
  std::string line;
  int used = 0;
  for (size_t i = 0; i < widths.size() && used < total; ++i) {
    const bool last = i + 1 == widths.size();
    const int width = last ? total - used : std::min(widths[i], total - used);
    line += glyphs.fit(i < cells.size() ? cells[i] : "", width);
    used += width;
    if (!last && used + column_gap <= total) {
      line.append(column_gap, ' ');
      used += column_gap;
    }
  }
  return glyphs.fit(line, total);
}

} // namespace netroot::tui
