// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tui/answer_book.h"

using namespace netroot::tui;

TEST_CASE("an answer book comes through its text as it was") {
  AnswerBook book;
  book.threshold = Priority::Medium;
  book.give("netroot/target", "e0.0");
  book.set("netroot/kernel-options", "a \"b\" c\\d\n  e ");
  book.set("netroot/interfaces", "");
  auto again = AnswerBook::parse(book.text());
  REQUIRE(again);
  CHECK(again->text() == book.text());
  CHECK(again->get("netroot/kernel-options") == "a \"b\" c\\d\n  e ");
  CHECK(again->is_given("netroot/target"));
  CHECK_FALSE(again->is_given("netroot/interfaces"));
  CHECK(again->threshold == Priority::Medium);
}

TEST_CASE("what was given, or is below the priority, is not asked") {
  AnswerBook book;
  book.threshold = Priority::High;
  book.give("a", "1");
  CHECK_FALSE(book.is_asked("a", Priority::Critical));
  CHECK(book.is_asked("b", Priority::High));
  CHECK_FALSE(book.is_asked("b", Priority::Medium));
}

TEST_CASE("a line that is none of an answer book's is an error that quotes it") {
  for (const char* text : {"nonsense", "value", "priority extreme", "given  x"}) {
    auto book = AnswerBook::parse(text);
    REQUIRE_FALSE(book);
    CHECK(book.error().what.find(text) != std::string::npos);
  }
}
