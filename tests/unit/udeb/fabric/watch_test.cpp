// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "udeb/fabric/watch.h"

using namespace netroot;
using namespace netroot::fabric;

namespace {

TargetView disk(unsigned slot, long round_trip = 100, const std::string& config = "") {
  TargetView target;
  target.name = {0, slot};
  target.state = "up";
  target.paths = {
      {"ens3", "52:54:00:00:00:01", std::chrono::microseconds(round_trip), 1, 16, 2, config, ""}};
  return target;
}

std::string told(Watch& watch, std::vector<TargetView> targets) {
  View view;
  view.targets = std::move(targets);
  std::string text;
  for (const Change& change : watch.take(view))
    text += (change.kind == Change::Kind::Came   ? "+"
             : change.kind == Change::Kind::Gone ? "-"
                                                 : "~") +
            change.target.name.text() + " ";
  return text;
}

} // namespace

TEST_CASE("at first every target has come") {
  Watch watch;
  CHECK(told(watch, {disk(0), disk(2)}) == "+e0.0 +e0.2 ");
  CHECK(told(watch, {disk(0), disk(2)}).empty());
}

TEST_CASE("a target that is missing once has not gone, one that is missing twice has") {
  Watch watch;
  told(watch, {disk(0), disk(1), disk(2)});
  CHECK(told(watch, {disk(0), disk(2)}).empty());
  CHECK(watch.present().size() == 3);
  CHECK(told(watch, {disk(0), disk(1), disk(2)}).empty());
  CHECK(told(watch, {disk(0), disk(2)}).empty());
  CHECK(told(watch, {disk(0), disk(2)}) == "-e0.1 ");
  CHECK(watch.present().size() == 2);
  CHECK(told(watch, {}).empty());
  CHECK(told(watch, {}) == "-e0.0 -e0.2 ");
}

TEST_CASE("another round trip is no change, another config string is one") {
  Watch watch;
  told(watch, {disk(0, 100)});
  CHECK(told(watch, {disk(0, 200)}).empty());
  CHECK(told(watch, {disk(0, 200, "taken")}) == "~e0.0 ");
}

TEST_CASE("coming and going are told in order of the targets") {
  Watch watch;
  told(watch, {disk(1), disk(3)});
  told(watch, {disk(3)});
  CHECK(told(watch, {disk(0), disk(3), disk(4)}) == "+e0.0 -e0.1 +e0.4 ");
}
