// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/tui/bootable_scene.h"

using namespace netroot;
using namespace netroot::tui;
using namespace netroot::test;

namespace {

const std::string checks = "netroot/checks", result = "netroot/bootable/result";
using Level = BootCheck::Level;

struct Dialog {
  explicit Dialog(std::vector<Screen> screens) : person(std::move(screens)) {}
  Outcome run() { return show_bootable_result(machine, person, book); }
  void must_end() {
    REQUIRE(run());
    REQUIRE(person.not_shown().empty());
  }
  KnownMachine machine;
  ScriptedPerson person;
  AnswerBook book;
};

} // namespace

TEST_CASE("the checks come first, then how the machine is to be started") {
  Dialog dialog({{checks}, {result}});
  dialog.book.set("netroot/sanboot/publish", "Published.");
  dialog.must_end();
  CHECK(dialog.person.variables["SANBOOT"] == "sanboot aoe:e0.0");
  CHECK(dialog.person.variables["SANBOOT_PATH"] == "/var/log/netroot");
  CHECK(dialog.person.variables["PUBLISHED"] == "Published.");
}

TEST_CASE("what needs a person stands first among the checks, said in a word and with its hint") {
  Dialog dialog({{checks}, {result}});
  dialog.machine.checked = {{Level::Passed, "disk", "MBR label", ""},
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
  Dialog dialog({{checks}, {result}});
  dialog.machine.checked = {{Level::Passed, "initrd", "6.1: fine", ""},
                            {Level::Passed, "initrd", "6.12: fine", ""}};
  dialog.must_end();
  CHECK(dialog.person.rows[0].key != dialog.person.rows[1].key);
}

TEST_CASE("with something blocking, nobody is told that the disk is bootable") {
  Dialog dialog({{checks}});
  dialog.machine.checked = {{Level::Warning, "room", "3 MiB free", "Remove old kernels."},
                            {Level::Blocking, "MBR", "no stage1", "Run grubfix install."}};
  dialog.must_end();
  CHECK(dialog.person.rows[0].columns == std::vector<std::string>{"blocking", "MBR", "no stage1"});
}

TEST_CASE("without checks, as the work ended before them, nothing is shown") {
  Dialog dialog({});
  dialog.machine.checked.clear();
  dialog.must_end();
}

TEST_CASE("back leads from the result to the checks, and from those out") {
  Dialog dialog({{checks}, {result, "<"}, {checks}, {result, "<"}, {checks, "<"}});
  auto outcome = dialog.run();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().kind == Error::Kind::GoBack);
  CHECK(dialog.person.not_shown().empty());
}

TEST_CASE("where the checks are not to be shown, back from the result leads out") {
  Dialog dialog({{result, "<"}});
  dialog.book.give(checks, "");
  auto outcome = dialog.run();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().kind == Error::Kind::GoBack);
}

TEST_CASE("nothing is shown at priority critical, or when both were given") {
  Dialog dialog({});
  SECTION("priority") {
    dialog.book.threshold = Priority::Critical;
  }
  SECTION("given") {
    dialog.book.give(checks, "");
    dialog.book.give(result, "");
  }
  dialog.must_end();
}

TEST_CASE("a screen that is gone is an error") {
  for (const std::vector<Screen>& screens :
       {std::vector<Screen>{{checks, "gone"}}, {{checks}, {result, "gone"}}}) {
    Dialog dialog(screens);
    auto outcome = dialog.run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().what == "the screen is gone");
  }
}
