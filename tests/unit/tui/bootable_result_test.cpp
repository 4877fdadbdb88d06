// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/tui/bootable_scene.h"

using namespace netroot;
using namespace netroot::tui;
using Line = netroot::test::ScriptedAsker::Line;

namespace {

const std::string checks = "netroot/checks", result = "netroot/bootable/result";
using Level = BootCheck::Level;

struct Dialog {
  Dialog(std::initializer_list<Line> script) : person(script) {}
  Outcome run() { return show_bootable_result(machine, person, book); }
  void must_end() {
    REQUIRE(run());
    REQUIRE(person.finished());
  }
  void must_lead_backwards() {
    auto outcome = run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == Error::Kind::GoBack);
    CHECK(person.finished());
  }
  test::KnownMachine machine;
  test::Person person;
  AnswerBook book;
};

} // namespace

TEST_CASE("the checks come first, then how the machine is to be started") {
  Dialog dialog{{checks, "next"}, {result, "next"}};
  dialog.book.set("netroot/sanboot/publish", "Published.");
  dialog.must_end();
  CHECK(dialog.person.seen.back().variables.at("SANBOOT") == "sanboot aoe:e0.0");
  CHECK(dialog.person.seen.back().variables.at("SANBOOT_PATH") == "/var/log/netroot");
  CHECK(dialog.person.seen.back().variables.at("PUBLISHED") == "Published.");
}

TEST_CASE("what needs a person stands first among the checks, said in a word and with its hint") {
  Dialog dialog{{checks, "next"}, {result, "next"}};
  dialog.machine.checked =
      std::vector<BootCheck>{{Level::Passed, "disk", "MBR label", ""},
                             {Level::Warning, "room", "3 MiB free", "Remove old kernels."},
                             {Level::Passed, "root", "e0.0p1", ""}};
  dialog.must_end();
  const auto& rows = dialog.person.rows;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].columns == std::vector<std::string>{"warning", "room", "3 MiB free"});
  CHECK(rows[0].details == std::vector<std::string>{"3 MiB free", "Remove old kernels."});
  CHECK(rows[1].columns == std::vector<std::string>{"passed", "disk", "MBR label"});
  CHECK(rows[1].details == std::vector<std::string>{"MBR label"});
  CHECK(rows[2].columns[1] == "root");
}

TEST_CASE("every row has a key of its own, also of checks with one name") {
  Dialog dialog{{checks, "next"}, {result, "next"}};
  dialog.machine.checked = std::vector<BootCheck>{{Level::Passed, "initrd", "6.1: fine", ""},
                                                  {Level::Passed, "initrd", "6.12: fine", ""}};
  dialog.must_end();
  CHECK(dialog.person.rows[0].key != dialog.person.rows[1].key);
}

TEST_CASE("with something blocking, nobody is told that the disk is bootable") {
  Dialog dialog{{checks, "next"}};
  dialog.machine.checked =
      std::vector<BootCheck>{{Level::Warning, "room", "3 MiB free", "Remove old kernels."},
                             {Level::Blocking, "MBR", "no stage1", "Run grubfix install."}};
  dialog.must_end();
  CHECK(dialog.person.rows[0].columns == std::vector<std::string>{"blocking", "MBR", "no stage1"});
}

TEST_CASE("without checks, as the work ended before them, nothing is shown") {
  Dialog dialog{};
  dialog.machine.checked->clear();
  dialog.must_end();
}

TEST_CASE("back leads from the result to the checks, and from those out") {
  Dialog dialog{
      {checks, "next"}, {result, "back"}, {checks, "next"}, {result, "back"}, {checks, "back"}};
  dialog.must_lead_backwards();
}

TEST_CASE("where the checks are not to be shown, back from the result leads out") {
  Dialog dialog{{result, "back"}};
  dialog.book.give(checks, "");
  dialog.must_lead_backwards();
}

TEST_CASE("nothing is shown at priority critical, or when both were given") {
  Dialog dialog{};
  SECTION("priority") {
    dialog.book.threshold = Priority::Critical;
  }
  SECTION("given") {
    dialog.book.give(checks, "");
    dialog.book.give(result, "");
  }
  dialog.must_end();
}

TEST_CASE("a screen that is gone is an error, as are checks that cannot be read") {
  SECTION("the checks") {
    Dialog dialog{{checks, "stop"}};
    REQUIRE_FALSE(dialog.run());
  }
  SECTION("the result") {
    Dialog dialog{{checks, "next"}, {result, "stop"}};
    REQUIRE_FALSE(dialog.run());
  }
  SECTION("broken") {
    Dialog dialog{};
    dialog.machine.checked = failure("that is no check");
    auto outcome = dialog.run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().what == "that is no check");
  }
}
