// SPDX-License-Identifier: GPL-2.0-or-later
// The table of good and bad maps that iso-build's test reads, too: what passes on the one side must
// not be refused on the other.
#include "system/text.h"
#include "tests/unit/catch.h"
#include "udeb/attach/target_map.h"
#include <fstream>

using namespace netroot;

namespace {

struct Row {
  std::string verdict, map, expected;
};

// \xHH and the letters that printf(1) knows.
std::string unescaped(std::string_view text) {
  const std::string letters = "ntrvf", bytes = "\n\t\r\v\f";
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      plain += text[i];
    } else if (text[++i] == 'x') {
      plain += char(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      plain += bytes.at(letters.find(text[i]));
    }
  }
  return plain;
}

std::vector<Row> table() {
  std::ifstream file(std::string(NETROOT_FIXTURES) + "/target-map/maps.txt");
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#')
      continue;
    auto parts = split(line, '|');
    REQUIRE(parts.size() == 3);
    rows.push_back({parts[0], unescaped(parts[1]), parts[2]});
  }
  return rows;
}

std::string read_back(const TargetMap& map) {
  std::vector<std::string> all;
  for (const MapLine& line : map.lines)
    all.push_back(line.mac + " " + line.target.text());
  return join(all, ", ");
}

} // namespace

TEST_CASE("the installer judges maps as the table says, and so as iso-build does") {
  size_t good = 0, bad = 0;
  for (const Row& row : table()) {
    INFO(row.map);
    auto map = parse_target_map(row.map, "map");
    if (row.verdict == "good") {
      ++good;
      REQUIRE(map);
      CHECK(read_back(*map) == row.expected);
    } else {
      ++bad;
      REQUIRE(row.verdict == "bad");
      REQUIRE_FALSE(map);
      CHECK(map.error().what.rfind("map:" + row.expected + ": ", 0) == 0);
    }
  }
  CHECK(good > 10);
  CHECK(bad > 40);
}
