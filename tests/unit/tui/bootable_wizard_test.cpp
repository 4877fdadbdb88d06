// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/tui/bootable_scene.h"

using namespace netroot;
using namespace netroot::tui;
using namespace netroot::test;

namespace {

const std::string bootloader = "netroot/bootloader", options = "netroot/kernel-options",
                  method = "netroot/sanboot/method", dhcp = "netroot/sanboot/dhcp",
                  publish = "netroot/sanboot/publish", look = "netroot/bootable/look",
                  summary = "netroot/bootable/summary", retry = "netroot/retry";

struct Dialog {
  explicit Dialog(std::vector<Screen> screens) : person(std::move(screens)) {}
  Outcome run() { return run_bootable_wizard(machine, person, book); }
  // Runs to its good end, with every screen of the script shown.
  void must_end() {
    auto outcome = run();
    INFO((outcome ? "" : outcome.error().text()));
    REQUIRE(outcome);
    REQUIRE(person.not_shown().empty());
  }
  KnownMachine machine;
  ScriptedPerson person;
  AnswerBook book;
};

} // namespace

TEST_CASE("who takes everything as proposed gets GRUB legacy and an unpublished script") {
  Dialog dialog({{bootloader}, {options}, {method}, {dhcp}, {publish}, {look}, {summary}});
  dialog.must_end();
  CHECK(dialog.book.get(bootloader) == "grub-legacy");
  CHECK(dialog.book.get(options).empty());
  CHECK(dialog.book.get(method) == "script");
  CHECK(dialog.book.get(dhcp) == "true");
  CHECK(dialog.book.get(publish).empty());
}

TEST_CASE("every answer reaches the book") {
  Dialog dialog({{bootloader, "grub-legacy"},
                 {options, "quiet"},
                 {method, "script"},
                 {dhcp, "false"},
                 {publish, "tftp://10.0.0.1/x"},
                 {look},
                 {summary}});
  dialog.must_end();
  CHECK(dialog.book.get(options) == "quiet");
  CHECK(dialog.book.get(dhcp) == "false");
  CHECK(dialog.book.get(publish) == "tftp://10.0.0.1/x");
}

TEST_CASE("the summary has the steps, one a line, with those that are done marked") {
  Dialog dialog({{bootloader}, {options}, {method}, {dhcp}, {publish}, {look}, {summary}});
  dialog.must_end();
  CHECK(dialog.person.variables["STEPS"] == "1. do this\n2. do that (already done)");
}

TEST_CASE("without a boot loader nobody is asked for kernel options, which have no place then") {
  Dialog dialog({{bootloader, "none"}, {method}, {dhcp}, {publish}, {look}, {summary}});
  dialog.must_end();
}

TEST_CASE("with root-path nobody is asked about the script") {
  Dialog dialog({{bootloader}, {options}, {method, "root-path"}, {look}, {summary}});
  dialog.must_end();
  CHECK(dialog.book.get(method) == "root-path");
}

TEST_CASE("back leads from every screen to the one before, whose answer is proposed again") {
  Dialog dialog({{bootloader},
                 {options, "quiet"},
                 {method, "<"},
                 {options, "<"},
                 {bootloader},
                 {options},
                 {method},
                 {dhcp, "false"},
                 {publish, "<"},
                 {dhcp, "<"},
                 {method},
                 {dhcp},
                 {publish, "http://10.0.0.1/x"},
                 {look},
                 {summary, "<"},
                 {publish},
                 {look},
                 {summary}});
  dialog.must_end();
  CHECK(dialog.person.proposed[options] == "quiet");
  CHECK(dialog.person.proposed[dhcp] == "false");
  CHECK(dialog.person.proposed[publish] == "http://10.0.0.1/x");
}

TEST_CASE("back passes over what was not shown") {
  Dialog dialog({{bootloader, "none"},
                 {method, "root-path"},
                 {look},
                 {summary, "<"},
                 {method, "<"},
                 {bootloader, "<"}});
  auto outcome = dialog.run();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().kind == Error::Kind::GoBack);
  CHECK(dialog.person.not_shown().empty());
}

TEST_CASE("back from the first screen leaves the dialog backwards, whichever is the first") {
  SECTION("the boot loader") {
    Dialog dialog({{bootloader, "<"}});
    auto outcome = dialog.run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == Error::Kind::GoBack);
  }
  SECTION("the summary, at a priority above the questions'") {
    Dialog dialog({{look}, {summary, "<"}});
    dialog.book.threshold = Priority::High;
    auto outcome = dialog.run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == Error::Kind::GoBack);
  }
}

TEST_CASE("an answer that was gone back from is not kept") {
  Dialog dialog({{bootloader}, {options, "<quiet"}, {bootloader, "<none"}});
  REQUIRE_FALSE(dialog.run());
  CHECK(dialog.book.get(options).empty());
  CHECK(dialog.book.get(bootloader) == "grub-legacy");
}

TEST_CASE("at priority high only the summary is shown, and the defaults are in the book") {
  Dialog dialog({{look}, {summary}});
  dialog.book.threshold = Priority::High;
  dialog.must_end();
  CHECK(dialog.book.get(bootloader) == "grub-legacy");
  CHECK(dialog.book.get(method) == "script");
  CHECK(dialog.book.get(dhcp) == "true");
}

TEST_CASE("at priority critical nothing is shown") {
  Dialog dialog({});
  dialog.book.threshold = Priority::Critical;
  dialog.must_end();
}

TEST_CASE("what was given is not asked, and with everything given nothing is") {
  SECTION("one") {
    Dialog dialog({{bootloader}, {options}, {dhcp}, {publish}, {look}, {summary}});
    dialog.book.give(method, "script");
    dialog.must_end();
  }
  SECTION("all") {
    Dialog dialog({});
    for (const auto& [name, value] : {std::pair(bootloader, "grub-legacy"),
                                      {options, ""},
                                      {method, "script"},
                                      {dhcp, "true"},
                                      {publish, ""}})
      dialog.book.give(name, value);
    dialog.must_end();
  }
  SECTION("all that count") {
    Dialog dialog({});
    dialog.book.give(bootloader, "none");
    dialog.book.give(method, "root-path");
    dialog.must_end();
  }
}

TEST_CASE("the summary can be given as well, for an installation that nobody watches") {
  Dialog dialog({});
  dialog.book.threshold = Priority::High;
  dialog.book.give(summary, "");
  dialog.must_end();
}

TEST_CASE("every typed or chosen answer is put to the machine, under the question's own name") {
  Dialog dialog(
      {{bootloader}, {options}, {method}, {dhcp}, {publish, "ftp://x"}, {look}, {summary}});
  dialog.must_end();
  CHECK(dialog.person.refusals[publish] == publish + "=ftp://x");
  CHECK(dialog.person.refusals[bootloader] == bootloader + "=grub-legacy");
}

TEST_CASE("what keeps the system from being made bootable is told, and can be tried again") {
  Dialog dialog({{bootloader},
                 {options},
                 {method},
                 {dhcp},
                 {publish},
                 {look},
                 {retry, "true"},
                 {look},
                 {summary}});
  dialog.machine.failures = 1;
  dialog.must_end();
}

TEST_CASE("back from a failure leads to the answers, of which one may be the reason") {
  Dialog dialog({{bootloader},
                 {options},
                 {method},
                 {dhcp},
                 {publish},
                 {look},
                 {retry, "<"},
                 {publish},
                 {look},
                 {summary}});
  dialog.machine.failures = 1;
  dialog.must_end();
}

TEST_CASE("who does not try again leaves with the error, as does one who cannot be asked") {
  SECTION("no") {
    Dialog dialog({{look}, {retry, "false"}});
    dialog.book.threshold = Priority::High;
    dialog.machine.failures = 1;
    auto outcome = dialog.run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().what == "the disk has a GPT label");
    CHECK(dialog.person.variables["WHAT"] == "the disk has a GPT label");
    CHECK(dialog.person.variables["HINT"] == "Partition it anew.");
  }
  SECTION("given") {
    Dialog dialog({{look}});
    dialog.book.threshold = Priority::High;
    dialog.book.give(retry, "true");
    dialog.machine.failures = 1;
    auto outcome = dialog.run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().what == "the disk has a GPT label");
  }
}

TEST_CASE("who cancels the look at the new system is back at the answers") {
  Dialog dialog({{bootloader},
                 {options},
                 {method},
                 {dhcp},
                 {publish},
                 {look, "<"},
                 {publish},
                 {look},
                 {summary}});
  dialog.must_end();
}

TEST_CASE("a screen that is gone ends the dialog, at whichever question") {
  const std::vector<Screen> all = {{bootloader}, {options}, {method}, {dhcp},
                                   {publish},    {look},    {summary}};
  for (size_t last = 0; last < all.size(); ++last) {
    std::vector<Screen> screens(all.begin(), all.begin() + static_cast<long>(last) + 1);
    screens.back().answer = "gone";
    bool looking = all[last].name == look;
    if (looking)
      screens.push_back({retry, "gone"});
    Dialog dialog(screens);
    auto outcome = dialog.run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().what == "the screen is gone");
    CHECK(dialog.person.not_shown().empty());
  }
}
