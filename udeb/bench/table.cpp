// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "udeb/bench/report.h"
#include "udeb/size_text.h"
#include <cstdio>

namespace netroot::bench {
namespace {

constexpr size_t width = 80;

std::string number(double value, int decimals) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

// Three digits that count, as far as there is a point to them.
std::string in_three_digits(double value) {
  return number(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}

std::string line_of(const std::string& what, const std::string& unit,
                    const std::vector<std::string>& cells, const std::string& last) {
  char text[40];
  std::snprintf(text, sizeof text, "%-16s %-10s", what.c_str(), unit.c_str());
  std::string line = text;
  for (const std::string& cell : cells) {
    std::snprintf(text, sizeof text, " %11s", cell.c_str());
    line += text;
  }
  if (!last.empty()) {
    std::snprintf(text, sizeof text, " %15s", last.c_str());
    line += text;
  }
  return line + "\n";
}

template <class Text> std::vector<std::string> cells_of(const Row& row, Text text) {
  std::vector<std::string> cells;
  for (const Measurement& cell : row.cells)
    cells.push_back(text(cell));
  return cells;
}

// The columns that the ratio is of: the best AoE, and iSCSI or what AoE does without large frames.
std::optional<std::pair<size_t, size_t>> compared(const Report& report) {
  if (report.iscsi())
    return std::pair(report.best(), report.columns.size() - 1);
  if (report.columns.size() == 2)
    return std::pair(size_t{1}, size_t{0});
  return std::nullopt;
}

std::string heading_of(const Report& report) {
  std::vector<std::string> headings;
  for (const Column& column : report.columns)
    headings.push_back(column.heading());
  auto pair = compared(report);
  return line_of("", "", headings,
                 pair ? headings[pair->first] + ":" +
                            (report.iscsi() ? headings[pair->second]
                                            : std::to_string(report.columns[pair->second].mtu))
                      : "");
}

std::string lines_of(const Report& report, const Row& row) {
  const Pattern& pattern = row.pattern;
  const auto pair = compared(report);
  const std::string times =
      pair ? number(ratio(row.cells[pair->first], row.cells[pair->second]), 2) : "";
  std::string text =
      pattern.random
          ? line_of(pattern.name(), "IOPS",
                    cells_of(row, [](const auto& it) { return number(it.per_second(), 0); }), times)
          : line_of(pattern.name(), "MB/s",
                    cells_of(row, [](const auto& it) { return in_three_digits(it.megabytes()); }),
                    times);
  return text +
         line_of("  depth " + std::to_string(pattern.depth), "median ms",
                 cells_of(row, [](const auto& it) { return number(it.median_us / 1000, 3); }), "");
}

std::string lost_line(const Report& report) {
  std::vector<std::string> cells;
  for (size_t column = 0; column < report.columns.size(); ++column) {
    Sent sum;
    bool known = false;
    for (const Row& row : report.rows)
      if (const auto& sent = row.cells[column].sent) {
        known = true;
        sum = {sum.all + sent->all, sum.again + sent->again};
      }
    cells.push_back(known ? number(sum.all ? 100.0 * static_cast<double>(sum.again) /
                                                 static_cast<double>(sum.all)
                                           : 0,
                                   2)
                          : "-");
  }
  return line_of("sent again", "%", cells, "");
}

std::string wrapped(const std::string& text) {
  std::string all, line;
  for (const std::string& word : words(text)) {
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      all += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return all + line + "\n";
}

std::string first_line(const Report& report) {
  std::string text = report.target + ", " + size_text(report.bytes);
  if (!report.model.empty())
    text += ", " + report.model;
  if (!report.serial.empty())
    text += ", serial number " + report.serial;
  return text + "; measured within the first " + size_text(report.span);
}

} // namespace

std::string as_table(const Report& report) {
  std::string text = wrapped(first_line(report));
  for (const std::string& way : report.ways)
    text += wrapped(way);
  text += heading_of(report);
  for (const Row& row : report.rows)
    text += lines_of(report, row);
  return text + lost_line(report) + wrapped(conclusion(report));
}

} // namespace netroot::bench
