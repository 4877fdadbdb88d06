// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/tui/newt/utf8_locale.h"
#include "tui/newt/ascii.h"
#include "tui/newt/glyphs.h"

using namespace netroot::tui;

TEST_CASE("ASCII text is as wide as it is long and stays as it is") {
  CHECK(columns_of("e0.0: 4 GiB") == 11);
  CHECK(Glyphs(false).clean("e0.0: 4 GiB") == "e0.0: 4 GiB");
}

TEST_CASE("wide characters count two columns and combining ones none") {
  netroot::test::use_utf8_locale();
  CHECK(columns_of("磁盘") == 4);
  CHECK(columns_of("e\xcc\x81") == 1);
  CHECK(columns_of("Größe") == 5);
}

TEST_CASE("bytes that would garble the screen never reach it") {
  netroot::test::use_utf8_locale();
  const Glyphs glyphs(true);
  CHECK(glyphs.clean("model \033[2J\x01") == "model ?[2J?");
  CHECK(glyphs.clean("a\xc3") == "a?");
  CHECK(glyphs.clean("\xff\xfe") == "??");
  CHECK(glyphs.clean("\xc0\xaf") == "??");      // an overlong slash
  CHECK(glyphs.clean("\xed\xa0\x80") == "???"); // half of a surrogate pair
  CHECK(glyphs.clean("\xc2\x9b"
                     "2J") == "?2J"); // a control sequence in one character
  CHECK(glyphs.clean("a\tb\nc") == "a b\nc");
}

TEST_CASE("a terminal without UTF-8 gets likenesses in ASCII") {
  const Glyphs glyphs(false);
  CHECK(glyphs.clean("Größe „groß“ – fünf…") == "Grosse \"gross\" - funf...");
  CHECK(glyphs.clean("磁盘") == "??");
  CHECK(glyphs.clean("Łódź, Øresund, Çelik") == "Lodz, Oresund, Celik");
  CHECK(glyphs.clean("e\xcc\x81") == "e");
}

TEST_CASE("the table of letters is at the right places") {
  CHECK(ascii_for(0xc0) == "A");
  CHECK(ascii_for(0xff) == "y");
  CHECK(ascii_for(0x100) == "A");
  CHECK(ascii_for(0x142) == "l");
  CHECK(ascii_for(0x160) == "S");
  CHECK(ascii_for(0x17e) == "z");
}

TEST_CASE("text is cut to columns with an ellipsis, never inside a character") {
  netroot::test::use_utf8_locale();
  CHECK(Glyphs(true).cut("QEMU HARDDISK", 6) == "QEMU …");
  CHECK(Glyphs(false).cut("QEMU HARDDISK", 6) == "QEMU ~");
  CHECK(Glyphs(true).cut("磁盘磁盘", 4) == "磁…");
  CHECK(Glyphs(true).cut("four", 4) == "four");
  CHECK(Glyphs(true).cut("four", 0).empty());
}

TEST_CASE("fitted text has exactly the columns") {
  netroot::test::use_utf8_locale();
  CHECK(Glyphs(true).fit("磁盘磁盘", 4) == "磁… ");
  CHECK(Glyphs(true).fit("ß", 3) == "ß  ");
}
