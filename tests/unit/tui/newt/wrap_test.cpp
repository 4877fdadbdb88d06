// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tui/newt/wrap.h"

using namespace netroot::tui;
using Lines = std::vector<std::string>;

TEST_CASE("text is broken between words") {
  CHECK(wrapped("one two three", 8) == Lines{"one two", "three"});
  CHECK(wrapped("one two", 7) == Lines{"one two"});
}

TEST_CASE("paragraphs stay apart") {
  CHECK(wrapped("one\n\ntwo", 8) == Lines{"one", "", "two"});
}

TEST_CASE("a word that is too long is broken anywhere") {
  CHECK(wrapped("a /dev/etherd/e0.0", 10) == Lines{"a /dev/eth", "erd/e0.0"});
}

TEST_CASE("lines of code keep their blanks and lose nothing") {
  CHECK(wrapped("  sanboot  aoe:e0.0", 10) == Lines{"  sanboot ", " aoe:e0.0"});
}

TEST_CASE("no width at all still ends") {
  CHECK(wrapped("ab", 0) == Lines{"a", "b"});
}

TEST_CASE("only whole paragraphs are shown where room is short") {
  const Lines lines{"1", "2", "", "4", "5", "", "7"};
  CHECK(first_paragraphs(lines, 7) == lines);
  CHECK(first_paragraphs(lines, 5) == Lines{"1", "2", "", "4", "5"});
  CHECK(first_paragraphs(lines, 4) == Lines{"1", "2"});
  CHECK(first_paragraphs(lines, 2) == Lines{"1", "2"});
}

TEST_CASE("of a first paragraph that is too long there is the beginning") {
  CHECK(first_paragraphs({"1", "2", "", "4"}, 1) == Lines{"1"});
  CHECK(first_paragraphs({"1", "2"}, 0).empty());
}
