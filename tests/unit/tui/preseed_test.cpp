// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tui/preseed.h"

using namespace netroot;
using netroot::tui::parse_preseed;
using Values = std::map<std::string, std::string>;

namespace {

std::string why_refused(std::string_view text) {
  auto values = parse_preseed(text, "p.cfg", "netroot/");
  REQUIRE_FALSE(values);
  CHECK(values.error().kind == Error::Kind::Usage);
  return values.error().what;
}

} // namespace

TEST_CASE("only questions with the prefix are taken, with their values as written") {
  auto values =
      parse_preseed("# comment\n"
                    "d-i debian-installer/locale string en_US\n"
                    "\n"
                    "d-i\tnetroot/target   string\te0.0  \r\n"
                    "netroot-disk netroot/kernel-options string quiet  splash # no comment\n"
                    "d-i netroot/interfaces string\n",
                    "p.cfg", "netroot/");
  REQUIRE(values);
  CHECK(*values == Values{{"netroot/interfaces", ""},
                          {"netroot/kernel-options", "quiet  splash # no comment"},
                          {"netroot/target", "e0.0"}});
}

TEST_CASE("a backslash joins the next line, over a comment in between") {
  auto values = parse_preseed("d-i netroot/interfaces \\\n# eth2\n   string eth0 \\\n eth1\n",
                              "p.cfg", "netroot/");
  REQUIRE(values);
  CHECK(values->at("netroot/interfaces") == "eth0 eth1");
}

TEST_CASE("carriage returns go, wherever they are") {
  auto values = parse_preseed("d-i netroot/target string \\\r\n e0\r.0\r\n", "p.cfg", "netroot/");
  REQUIRE(values);
  CHECK(values->at("netroot/target") == "e0.0");
}

TEST_CASE("what the installer would take otherwise, or not at all, is refused") {
  CHECK(why_refused("d-i netroot/target \\ \nd-i netroot/alias string none\n") ==
        "p.cfg line 1: \"\\\" is no type of question");
  CHECK(why_refused("d-i netroot/target string e0.0 \\\n") ==
        "p.cfg line 1: the backslash at its end has no line behind it to join");
  CHECK(why_refused("d-i netroot/target string e0.0\n  # netroot/alias\n") ==
        "p.cfg line 2: only a \"#\" in the first column begins a comment");
}

TEST_CASE("the last of two values counts, and seen flags are none") {
  auto values = parse_preseed("d-i netroot/target string e0.0\nd-i netroot/target string e0.1\n"
                              "d-i netroot/target seen false\n",
                              "p.cfg", "netroot/");
  REQUIRE(values);
  CHECK(values->at("netroot/target") == "e0.1");
}

TEST_CASE("a broken line is refused by file and line") {
  CHECK(why_refused("\nd-i\n") == "p.cfg line 2: no question is named");
  CHECK(why_refused("d-i netroot/target\n") == "p.cfg line 1: netroot/target has no type");
  CHECK(why_refused("#\n#\nd-i netroot/target e0.0\n") ==
        "p.cfg line 3: \"e0.0\" is no type of question");
}

TEST_CASE("what is wrong with other questions is left to their owners") {
  CHECK(parse_preseed("d-i mirror/suite\n", "p.cfg", "netroot/")->empty());
}
