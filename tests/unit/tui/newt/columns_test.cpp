// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tui/newt/columns.h"

using namespace netroot::tui;
using Widths = std::vector<int>;

TEST_CASE("columns are as wide as their widest cell or heading") {
  ColumnLayout layout({"Target", "Size"});
  layout.add({"e0.0", "4.0 GiB"});
  CHECK(layout.widths(80) == Widths{6, 7});
}

TEST_CASE("the last column gives first when there is no room for all") {
  ColumnLayout layout({"Target", "On it"});
  layout.add({"e0.0", "ext4 root, swap, LVM"});
  CHECK(layout.widths(20) == Widths{6, 12});
}

TEST_CASE("then the widest column gives") {
  ColumnLayout layout({"Target", "Model", "Card"});
  layout.add({"e0.0", std::string(40, 'x'), "ens3"});
  CHECK(layout.widths(30) == Widths{6, 16, 4});
}

TEST_CASE("a line of the table is exactly as wide as it should be") {
  const Glyphs glyphs(false);
  ColumnLayout layout({"Target", "Size", "On it"});
  layout.add({"e0.0", "4.0 GiB", "ext4"});
  const auto widths = layout.widths(30);
  CHECK(laid_out({"e0.0", "4.0 GiB", "ext4"}, widths, 30, glyphs) ==
        "e0.0    4.0 GiB  ext4         ");
  CHECK(laid_out({"e0.0", "4.0 GiB", "a long word on it"}, widths, 30, glyphs) ==
        "e0.0    4.0 GiB  a long word ~");
}

TEST_CASE("a row with fewer cells leaves the rest empty") {
  const Glyphs glyphs(false);
  ColumnLayout layout({"A", "B"});
  CHECK(laid_out({"x"}, layout.widths(10), 10, glyphs) == "x         ");
}

TEST_CASE("a window too narrow for any column still gets a line") {
  const Glyphs glyphs(false);
  ColumnLayout layout({"Target", "Size", "Model"});
  CHECK(columns_of(laid_out({"e0.0", "4", "m"}, layout.widths(5), 5, glyphs)) == 5);
}

TEST_CASE("a list without headings has lines, too") {
  const Glyphs glyphs(false);
  CHECK(laid_out({}, ColumnLayout({}).widths(4), 4, glyphs) == "    ");
}
