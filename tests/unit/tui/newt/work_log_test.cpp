// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/interrupt.h"
#include "tests/unit/catch.h"
#include "tui/newt/work_thread.h"
#include <stdexcept>

using namespace netroot;
using namespace netroot::tui;

TEST_CASE("steps are done when the next one begins, the last at the end") {
  WorkLog log;
  log.begin("attach", 2);
  log.step(0, "one");
  log.note("half way");
  log.step(1, "two");
  auto picture = log.picture();
  CHECK(picture.number == 2);
  CHECK(picture.count == 2);
  REQUIRE(picture.steps.size() == 2);
  CHECK(picture.steps[0].is_done);
  CHECK_FALSE(picture.steps[1].is_done);
  CHECK(picture.note.empty());
  log.end();
  CHECK(log.picture().steps[1].is_done);
}

TEST_CASE("a second plan goes on below the first") {
  WorkLog log;
  log.begin("one", 1);
  log.step(0, "a");
  log.end();
  log.begin("two", 3);
  log.step(0, "b");
  CHECK(log.picture().steps.size() == 2);
  CHECK(log.picture().number == 1);
  CHECK(log.picture().count == 3);
}

TEST_CASE("a note that says how far it is gives a bar") {
  const auto share = share_in("linux-image.deb: 26 of 104 MB read");
  CHECK(share.done == 26);
  CHECK(share.all == 104);
  CHECK(share_in("linux-image.deb: 26 MB read").all == 0);
  CHECK(share_in("one of the links is up").all == 0);
  CHECK(share_in("0 of 0 MB").all == 0);
  CHECK(share_in("12 of 10 MB").done == 10);
}

TEST_CASE("work gives its outcome") {
  WorkThread good([](Progress&) -> Outcome { return {}; });
  CHECK(good.outcome());
  WorkThread bad([](Progress&) -> Outcome { return failure("no target", "look"); });
  auto outcome = bad.outcome();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().hint == "look");
}

TEST_CASE("an exception in the work is an error") {
  WorkThread thread([](Progress&) -> Outcome { throw std::runtime_error("out of luck"); });
  auto outcome = thread.outcome();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().what.find("out of luck") != std::string::npos);
}

TEST_CASE("work that nobody waits for is interrupted") {
  clear_interrupt();
  {
    WorkThread thread([](Progress&) -> Outcome {
      while (!was_interrupted())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return failure("interrupted");
    });
  }
  CHECK(was_interrupted());
  clear_interrupt();
}
