// SPDX-License-Identifier: GPL-2.0-or-later
// A person who answers by a script, and a machine that was looked at before, for the dialog "Make
// the network disk bootable".
#pragma once
#include "tests/unit/catch.h"
#include "tui/bootable_wizard.h"
#include <deque>

namespace netroot::test {

// One screen that must come, and what the person does there.
struct Screen {
  std::string name;
  // The answer; "" takes what is proposed, "<" goes back, with "<TEXT" after typing it; "gone"
  // ends the screen.
  std::string answer = {};
};

class ScriptedPerson : public tui::Asker {
public:
  explicit ScriptedPerson(std::vector<Screen> screens) : script_(screens.begin(), screens.end()) {}

  Result<tui::Move> tell(const tui::Question& question) override {
    std::string value;
    return show(question, value);
  }
  Result<tui::Move> ask_boolean(const tui::Question& question, bool& value) override {
    std::string word = value ? "true" : "false";
    auto move = show(question, word);
    value = word == "true";
    return move;
  }
  Result<tui::Move> ask_string(const tui::Question& question, std::string& value) override {
    return show(question, value);
  }
  Result<tui::Move> ask_select(const tui::Question& question, std::string& value) override {
    return show(question, value);
  }
  Result<tui::Move> choose_one(const tui::Question& question, tui::ChoiceList&,
                               std::string& key) override {
    return show(question, key);
  }
  Result<tui::Move> choose_some(const tui::Question& question, tui::ChoiceList&,
                                std::vector<std::string>&) override {
    std::string none;
    return show(question, none);
  }
  Result<tui::Move> show_list(const tui::Question& question, tui::ChoiceList& list) override {
    rows = *list.now();
    std::string none;
    return show(question, none);
  }
  Outcome work(const tui::Question& question, const tui::Work& work) override {
    std::string none;
    auto move = show(question, none);
    if (!move)
      return tl::unexpected(move.error());
    return *move == tui::Move::Back ? go_back() : work(no_progress_);
  }

  // Of the script; empty at the end of a test.
  std::vector<std::string> not_shown() const {
    std::vector<std::string> names;
    for (const Screen& screen : script_)
      names.push_back(screen.name);
    return names;
  }
  std::map<std::string, std::string> proposed;  // by question, the last time
  std::map<std::string, std::string> variables; // of the last screen that had any
  std::map<std::string, std::string> refusals;  // of the answer that was given
  std::vector<tui::Choice> rows;                // of the last list

private:
  struct NoProgress : Progress {
    void begin(const std::string&, int) override {}
    void step(int, const std::string&) override {}
    void note(const std::string&) override {}
    void end() override {}
  };

  Result<tui::Move> show(const tui::Question& question, std::string& value) {
    INFO("shown: " << question.name);
    REQUIRE_FALSE(script_.empty());
    Screen screen = script_.front();
    script_.pop_front();
    REQUIRE(screen.name == question.name);
    proposed[question.name] = value;
    if (!question.variables.empty())
      variables = question.variables;
    if (screen.answer == "gone")
      return failure("the screen is gone");
    if (screen.answer.rfind('<', 0) == 0) {
      if (screen.answer.size() > 1)
        value = screen.answer.substr(1);
      return tui::Move::Back;
    }
    if (!screen.answer.empty())
      value = screen.answer;
    if (question.refuse)
      refusals[question.name] = question.refuse(value);
    return tui::Move::Next;
  }

  std::deque<Screen> script_;
  NoProgress no_progress_;
};

class KnownMachine : public tui::BootableMachine {
public:
  std::string refuse(const std::string& question, const std::string& value) override {
    return question + "=" + value;
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
  std::vector<tui::BootCheck> checked = {{tui::BootCheck::Level::Passed, "disk", "MBR label", ""}};
};

} // namespace netroot::test
