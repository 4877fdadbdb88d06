// SPDX-License-Identifier: GPL-2.0-or-later
// A person by script, and a machine that was looked at before, for the dialog "Make the
// network disk bootable".
#pragma once
#include "tests/unit/catch.h"
#include "tests/unit/tui/scripted_asker.h"
#include "tui/bootable_wizard.h"

namespace netroot::test {

// Also keeps what a list showed.
class Person : public ScriptedAsker {
public:
  using ScriptedAsker::ScriptedAsker;
  Result<tui::Move> show_list(const tui::Question& question, tui::ChoiceList& list) override {
    rows = *list.now();
    return ScriptedAsker::show_list(question, list);
  }
  std::vector<tui::Choice> rows;
};

class KnownMachine : public tui::BootableMachine {
public:
  std::string refuse(const std::string& question, const std::string& value) override {
    return question + " is not " + value;
  }
  tui::Work plan(const tui::AnswerBook&, std::vector<std::string>& steps) override {
    return [this, &steps](Progress&) -> Outcome {
      if (failures-- > 0)
        return failure("the disk has a GPT label", "Partition it anew.");
      steps = {"1. do this", "2. do that (already done)"};
      return {};
    };
  }
  Result<std::vector<tui::BootCheck>> checks() override { return checked; }
  Result<Report> report(const tui::AnswerBook& book) override {
    return Report{"sanboot aoe:e0.0", "/var/log/netroot", book.get("netroot/sanboot/publish")};
  }

  int failures = 0; // of plan(), before it works
  Result<std::vector<tui::BootCheck>> checked =
      std::vector<tui::BootCheck>{{tui::BootCheck::Level::Passed, "disk", "MBR label", ""}};
};

} // namespace netroot::test
