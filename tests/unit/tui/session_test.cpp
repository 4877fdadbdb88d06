// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "tui/session.h"

using namespace netroot;
using namespace netroot::tui;
using netroot::test::TemporaryRoot;

TEST_CASE("a wizard's answers and outcome reach the menu item") {
  TemporaryRoot root;
  Session item(root.root(), "/run/netroot/wizard"), wizard(root.root(), "/run/netroot/wizard");
  AnswerBook book;
  book.set("netroot/target", "auto");
  REQUIRE(item.begin(book, *Words::parse("Template: a\nType: text\nDescription: b\n", "t", "C")));
  auto seen = wizard.book();
  REQUIRE(seen);
  CHECK(wizard.words()->of("a").title == "b");

  SECTION("done") {
    seen->set("netroot/target", "e0.0");
    REQUIRE(wizard.finish(*seen, {}));
    CHECK(item.end(book));
    CHECK(book.get("netroot/target") == "e0.0");
  }
  SECTION("back") {
    REQUIRE(wizard.finish(*seen, go_back()));
    CHECK(item.end(book).error().kind == Error::Kind::GoBack);
  }
  SECTION("failed") {
    REQUIRE(wizard.finish(*seen, failure("two\nlines", "and a hint")));
    auto outcome = item.end(book);
    CHECK(outcome.error().what == "two\nlines");
    CHECK(outcome.error().hint == "and a hint");
  }
  SECTION("died") {
    CHECK(item.end(book).error().what.find("without saying how") != std::string::npos);
  }
  SECTION("an outcome that nobody took is there until it is forgotten") {
    CHECK_FALSE(item.has_ended());
    REQUIRE(wizard.finish(*seen, go_back()));
    CHECK(item.has_ended());
    CHECK(item.end(book).error().kind == Error::Kind::GoBack);
    CHECK(item.has_ended());
    REQUIRE(item.forget());
    CHECK_FALSE(item.has_ended());
  }
  SECTION("the outcome of an earlier wizard does not count") {
    REQUIRE(wizard.finish(*seen, {}));
    REQUIRE(item.begin(book, *wizard.words()));
    CHECK_FALSE(item.end(book));
  }
}
