// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/json.h"
#include "udeb/bench/report.h"
#include <cstdio>

namespace netroot::bench {
namespace {

constexpr char null[] = "null";

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

std::string column_as_json(const Column& column) {
  const char* kinds[] = {"protocol", "device", "iscsi"};
  return json::object(
      {{"column", json::text(column.key())},
       {"way", json::text(kinds[static_cast<unsigned>(column.kind)])},
       {"mtu", column.mtu ? std::to_string(column.mtu) : null},
       {"sectors_per_frame", column.sectors ? std::to_string(column.sectors) : null}});
}

std::string cell_as_json(const Column& column, const Measurement& cell) {
  return json::object({{"column", json::text(column.key())},
                       {"operations", std::to_string(cell.operations)},
                       {"bytes", std::to_string(cell.bytes)},
                       {"seconds", number(cell.seconds)},
                       {"mb_per_s", number(cell.megabytes())},
                       {"per_s", number(cell.per_second())},
                       {"median_us", number(cell.median_us)},
                       {"p99_us", number(cell.p99_us)},
                       {"sent", cell.sent ? std::to_string(cell.sent->all) : null},
                       {"sent_again", cell.sent ? std::to_string(cell.sent->again) : null}});
}

std::string row_as_json(const Report& report, const Row& row) {
  std::vector<std::string> cells;
  for (size_t i = 0; i < row.cells.size(); ++i)
    cells.push_back(cell_as_json(report.columns[i], row.cells[i]));
  return json::object({{"pattern", json::text(row.pattern.key())},
                       {"write", json::boolean(row.pattern.write)},
                       {"random", json::boolean(row.pattern.random)},
                       {"block", std::to_string(row.pattern.block)},
                       {"depth", std::to_string(row.pattern.depth)},
                       {"cells", json::list(cells)}});
}

} // namespace

std::string as_json(const Report& report) {
  std::vector<std::string> columns, rows;
  for (const Column& column : report.columns)
    columns.push_back(column_as_json(column));
  for (const Row& row : report.rows)
    rows.push_back(row_as_json(report, row));
  return json::object({{"target", json::text(report.target)},
                       {"bytes", std::to_string(report.bytes)},
                       {"model", json::text(report.model)},
                       {"serial", json::text(report.serial)},
                       {"span", std::to_string(report.span)},
                       {"ways", json::texts(report.ways)},
                       {"card", json::text(report.limits.card)},
                       {"columns", json::list(columns)},
                       {"patterns", json::list(rows)},
                       {"conclusion", json::text(conclusion(report))}});
}

} // namespace netroot::bench
