// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tui/newt/list_view.h"

using namespace netroot::tui;

namespace {

ChoiceList::Rows rows_of(const std::vector<std::string>& keys) {
  std::vector<Choice> rows;
  for (auto& key : keys)
    rows.push_back({key, {key, "Model of " + key}, {}});
  return std::make_shared<const std::vector<Choice>>(std::move(rows));
}

std::string current(const ListView& view) {
  return view.current() ? view.current()->key : "none";
}

ListView view_of(const std::vector<std::string>& keys, int height = 3) {
  ListView view;
  view.set_height(height);
  view.update(rows_of(keys));
  return view;
}

} // namespace

TEST_CASE("the cursor stays on its key when rows come and go around it") {
  auto view = view_of({"a", "b", "c"});
  view.move(1);
  view.update(rows_of({"0", "a", "aa", "b", "c"}));
  CHECK(current(view) == "b");
  view.update(rows_of({"b"}));
  CHECK(current(view) == "b");
  CHECK(view.take_vanished().empty());
}

TEST_CASE("the cursor's row stays where it is on the screen") {
  auto view = view_of({"a", "b", "c", "d", "e", "f"});
  view.move(3);
  CHECK(view.first() == 1);
  view.update(rows_of({"a", "a1", "a2", "b", "c", "d", "e", "f"}));
  CHECK(current(view) == "d");
  CHECK(view.cursor() - view.first() == 2);
}

TEST_CASE("when the cursor's row vanishes the next one below is taken, and that is told once") {
  auto view = view_of({"a", "b", "c", "d"});
  view.move(1);
  view.update(rows_of({"a", "d"}));
  CHECK(current(view) == "d");
  CHECK(view.take_vanished() == "b");
  CHECK(view.take_vanished().empty());
}

TEST_CASE("when nothing is left below, the nearest row above is taken") {
  auto view = view_of({"a", "b", "c"});
  view.go_end();
  view.update(rows_of({"a"}));
  CHECK(current(view) == "a");
  CHECK(view.take_vanished() == "c");
}

TEST_CASE("a list that becomes empty has no row under the cursor, and gets one again") {
  auto view = view_of({"a"});
  view.update(rows_of({}));
  CHECK(current(view) == "none");
  CHECK(view.take_vanished() == "a");
  view.move(1);
  view.update(rows_of({"z"}));
  CHECK(current(view) == "z");
}

TEST_CASE("the cursor starts at the wanted key as soon as that is there") {
  ListView view("c");
  view.set_height(3);
  view.update(rows_of({"a", "b"}));
  CHECK(current(view) == "a");
  view.update(rows_of({"a", "b", "c"}));
  CHECK(current(view) == "c");
}

TEST_CASE("a cursor that was moved is not taken to the wanted key any more") {
  ListView view("c");
  view.set_height(3);
  view.update(rows_of({"a", "b"}));
  view.move(1);
  view.update(rows_of({"a", "b", "c"}));
  CHECK(current(view) == "b");
}

TEST_CASE("a vanished row is told even while the wanted key has not come") {
  ListView view("z");
  view.set_height(3);
  view.update(rows_of({"a", "b"}));
  view.update(rows_of({"b"}));
  CHECK(view.take_vanished() == "a");
}

TEST_CASE("moving stops at the ends and scrolls") {
  auto view = view_of({"a", "b", "c", "d", "e"});
  view.move(-1);
  CHECK(current(view) == "a");
  view.page(1);
  CHECK(current(view) == "c");
  view.go_end();
  CHECK(current(view) == "e");
  CHECK(view.first() == 2);
  view.move(5);
  CHECK(current(view) == "e");
  view.go_home();
  CHECK(view.first() == 0);
}

TEST_CASE("a filter matches in any column, whatever the case") {
  auto view = view_of({"e0.0", "e1.0", "X7"});
  view.set_filter("model OF x");
  CHECK(view.count() == 1);
  CHECK(current(view) == "X7");
  view.set_filter("nowhere");
  CHECK(current(view) == "none");
  CHECK(view.total() == 3);
}

TEST_CASE("the cursor stays on its key through a filter and behind it") {
  auto view = view_of({"a1", "b1", "a2", "b2"});
  view.go_end();
  view.set_filter("b");
  CHECK(current(view) == "b2");
  view.set_filter("");
  CHECK(current(view) == "b2");
  CHECK(view.cursor() == 3);
}

TEST_CASE("a row hidden by the filter while it changes did not vanish") {
  auto view = view_of({"a", "b"});
  view.set_filter("model of b");
  std::vector<Choice> changed = {{"a", {"a", "Model of a"}, {}}, {"b", {"b", "renamed"}, {}}};
  view.update(std::make_shared<const std::vector<Choice>>(changed));
  CHECK(current(view) == "none");
  CHECK(view.take_vanished().empty());
}

TEST_CASE("marks outlive refreshes and filters, and are told in the list's order") {
  auto view = view_of({"ens3", "ens4", "ens5"});
  view.mark({"ens5"});
  view.toggle("ens3");
  view.set_filter("ens4");
  view.update(rows_of({"ens3", "ens4", "ens5", "ens6"}));
  CHECK(view.marked() == std::vector<std::string>{"ens3", "ens5"});
  view.toggle("ens3");
  CHECK(view.marked() == std::vector<std::string>{"ens5"});
}

TEST_CASE("a marked row that is not there is not an answer") {
  auto view = view_of({"ens3", "ens4"});
  view.mark({"ens4"});
  view.update(rows_of({"ens3"}));
  CHECK(view.marked().empty());
  view.update(rows_of({"ens3", "ens4"}));
  CHECK(view.marked().size() == 1);
}

TEST_CASE("a taller window shows rows up to its end") {
  auto view = view_of({"a", "b", "c", "d", "e"});
  view.go_end();
  view.set_height(5);
  CHECK(view.first() == 0);
}
