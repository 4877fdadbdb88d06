// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/tui/bootable_scene.h"

using namespace netroot;
using namespace netroot::tui;
using Line = netroot::test::ScriptedAsker::Line;

namespace {

const std::string bootloader = "netroot/bootloader", options = "netroot/kernel-options",
                  method = "netroot/sanboot/method", dhcp = "netroot/sanboot/dhcp",
                  publish = "netroot/sanboot/publish", look = "netroot/bootable/look",
                  summary = "netroot/bootable/summary", retry = "netroot/retry";

struct Dialog {
  Dialog(std::initializer_list<Line> script) : person(script) {}
  Outcome run() { return run_bootable_wizard(machine, person, book); }
  // Runs to its good end, with every screen of the script shown and no other.
  void must_end() {
    auto outcome = run();
    INFO((outcome ? "" : outcome.error().text()));
    CHECK(person.wrong == std::vector<std::string>{});
    REQUIRE(outcome);
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

TEST_CASE("who takes everything as proposed gets GRUB legacy and an unpublished script") {
  Dialog dialog{{bootloader, "next"}, {options, "next"}, {method, "next"},
                {dhcp, "next"},       {publish, "next"}, {summary, "next"}};
  dialog.must_end();
  CHECK(dialog.book.get(bootloader) == "grub-legacy");
  CHECK(dialog.book.get(options).empty());
  CHECK(dialog.book.get(method) == "script");
  CHECK(dialog.book.get(dhcp) == "true");
  CHECK(dialog.book.get(publish).empty());
  CHECK(dialog.person.worked == std::vector<std::string>{look});
}

TEST_CASE("every answer of the dialog reaches the book") {
  Dialog dialog{{bootloader, "= grub-legacy"}, {options, "= quiet"},
                {method, "= script"},          {dhcp, "no"},
                {publish, "= tftp://h/x"},     {summary, "next"}};
  dialog.must_end();
  CHECK(dialog.book.get(options) == "quiet");
  CHECK(dialog.book.get(dhcp) == "false");
  CHECK(dialog.book.get(publish) == "tftp://h/x");
}

TEST_CASE("the summary has the steps, one a line, with those that are done marked") {
  Dialog dialog{{bootloader, "= none"}, {method, "= root-path"}, {summary, "next"}};
  dialog.must_end();
  CHECK(dialog.person.seen.back().variables.at("STEPS") == "1. do this\n2. do that (already done)");
}

TEST_CASE("without a boot loader nobody is asked for kernel options, which have no place then") {
  Dialog dialog{{bootloader, "= none"},
                {method, "next"},
                {dhcp, "next"},
                {publish, "next"},
                {summary, "next"}};
  dialog.must_end();
}

TEST_CASE("with root-path nobody is asked about the script") {
  Dialog dialog{
      {bootloader, "next"}, {options, "next"}, {method, "= root-path"}, {summary, "next"}};
  dialog.must_end();
  CHECK(dialog.book.get(method) == "root-path");
}

TEST_CASE("back leads from every screen to the one before, whose answer is proposed again") {
  Dialog dialog{
      {bootloader, "next"},      {options, "= quiet"}, {method, "back"},  {options, "back"},
      {bootloader, "next"},      {options, "next"},    {method, "next"},  {dhcp, "no"},
      {publish, "back"},         {dhcp, "back"},       {method, "next"},  {dhcp, "next"},
      {publish, "= http://h/x"}, {summary, "back"},    {publish, "next"}, {summary, "next"}};
  dialog.must_end();
  CHECK(dialog.person.defaults[options] == "quiet");
  CHECK(dialog.person.defaults[dhcp] == "false");
  CHECK(dialog.person.defaults[publish] == "http://h/x");
}

TEST_CASE("back passes over what was not shown") {
  Dialog dialog{{bootloader, "= none"},
                {method, "= root-path"},
                {summary, "back"},
                {method, "back"},
                {bootloader, "back"}};
  dialog.must_lead_backwards();
}

TEST_CASE("back from the first screen leaves the dialog, whichever is the first") {
  SECTION("the boot loader") {
    Dialog dialog{{bootloader, "back"}};
    dialog.must_lead_backwards();
  }
  SECTION("the summary, at a priority above the questions'") {
    Dialog dialog{{summary, "back"}};
    dialog.book.threshold = Priority::High;
    dialog.must_lead_backwards();
  }
}

TEST_CASE("at priority high only the summary is shown, and the defaults are in the book") {
  Dialog dialog{{summary, "next"}};
  dialog.book.threshold = Priority::High;
  dialog.must_end();
  CHECK(dialog.book.get(bootloader) == "grub-legacy");
  CHECK(dialog.book.get(method) == "script");
  CHECK(dialog.book.get(dhcp) == "true");
}

TEST_CASE("at priority critical nothing is shown, nor looked at") {
  Dialog dialog{};
  dialog.book.threshold = Priority::Critical;
  dialog.must_end();
  CHECK(dialog.person.worked.empty());
}

TEST_CASE("what was given is not asked, and with everything given nothing is") {
  SECTION("one") {
    Dialog dialog{{bootloader, "next"},
                  {options, "next"},
                  {dhcp, "next"},
                  {publish, "next"},
                  {summary, "next"}};
    dialog.book.give(method, "script");
    dialog.must_end();
  }
  SECTION("all") {
    Dialog dialog{};
    for (const auto& [name, value] : {std::pair(bootloader, "grub-legacy"),
                                      {options, ""},
                                      {method, "script"},
                                      {dhcp, "true"},
                                      {publish, ""}})
      dialog.book.give(name, value);
    dialog.must_end();
    CHECK(dialog.person.worked.empty());
  }
  SECTION("all that count") {
    Dialog dialog{};
    dialog.book.give(bootloader, "none");
    dialog.book.give(method, "root-path");
    dialog.must_end();
  }
}

TEST_CASE("the summary can be given as well, for an installation that nobody watches") {
  Dialog dialog{};
  dialog.book.threshold = Priority::High;
  dialog.book.give(summary, "");
  dialog.must_end();
}

TEST_CASE("every question of the dialog has the machine judge its answers, under its own name") {
  Dialog dialog{{bootloader, "next"}, {options, "next"}, {method, "next"},
                {dhcp, "next"},       {publish, "next"}, {summary, "next"}};
  dialog.must_end();
  for (size_t i = 0; i + 1 < dialog.person.seen.size(); ++i) {
    const Question& question = dialog.person.seen[i];
    CHECK(question.refuse("x") == question.name + " is not x");
  }
}

TEST_CASE("what keeps the system from being made bootable is told, and can be tried again") {
  Dialog dialog{{retry, "yes"}, {summary, "next"}};
  dialog.book.threshold = Priority::High;
  dialog.machine.failures = 1;
  dialog.must_end();
  CHECK(dialog.person.seen[0].variables.at("WHAT") == "the disk has a GPT label");
  CHECK(dialog.person.seen[0].variables.at("HINT") == "Partition it anew.");
  CHECK(dialog.person.worked == std::vector<std::string>{look, look});
}

TEST_CASE("who does not try again is back at the answers, of which one may be the reason") {
  const std::string said = GENERATE("no", "back");
  Dialog dialog{
      {bootloader, "next"}, {options, "next"}, {method, "next"},          {dhcp, "next"},
      {publish, "next"},    {retry, said},     {publish, "= http://h/x"}, {summary, "next"}};
  dialog.machine.failures = 1;
  dialog.must_end();
}

TEST_CASE("who cancels the look at the new system is back at the answers") {
  Dialog dialog{{bootloader, "= none"}, {method, "next"},  {dhcp, "next"},   {publish, "next"},
                {look, "cancel"},       {publish, "next"}, {summary, "next"}};
  dialog.must_end();
}

TEST_CASE("a screen that is gone ends the dialog, whichever it is") {
  SECTION("a question") {
    Dialog dialog{{bootloader, "next"}, {options, "stop"}};
    auto outcome = dialog.run();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == Error::Kind::Failed);
    CHECK(dialog.person.finished());
  }
  SECTION("the summary") {
    Dialog dialog{{summary, "stop"}};
    dialog.book.threshold = Priority::High;
    REQUIRE_FALSE(dialog.run());
    CHECK(dialog.person.finished());
  }
}
