// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "tests/unit/catch.h"

using namespace netroot;

TEST_CASE("words are split at any run of blanks") {
  CHECK(words("  a \t b\nc ") == std::vector<std::string>{"a", "b", "c"});
  CHECK(words("").empty());
  CHECK(words(" \n").empty());
}

TEST_CASE("split keeps empty parts, lines drop only the final newline") {
  CHECK(split("a::b", ':') == std::vector<std::string>{"a", "", "b"});
  CHECK(lines("a\n\nb\n") == std::vector<std::string>{"a", "", "b"});
  CHECK(lines("").empty());
}

TEST_CASE("a number is the whole text or nothing") {
  CHECK(parse_number("65534") == 65534u);
  CHECK_FALSE(parse_number(""));
  CHECK_FALSE(parse_number("12x"));
  CHECK_FALSE(parse_number("-1"));
  CHECK_FALSE(parse_number("99999999999999999999999"));
}

TEST_CASE("the last lines of a program's words are its newest") {
  CHECK(last_lines("a\nb\nc\n", 2) == "b\nc");
  CHECK(last_lines("a", 3) == "a");
}
