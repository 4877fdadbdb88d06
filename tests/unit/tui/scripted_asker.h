// SPDX-License-Identifier: GPL-2.0-or-later
// A person by script: each screen is answered by the next line, "question -> answer". The real
// screens are driven in tests/system/wizard_attach.sh.
#pragma once
#include "system/text.h"
#include "tui/asker.h"
#include <deque>
#include <initializer_list>

namespace netroot::test {

class SilentProgress : public Progress {
public:
  void begin(const std::string&, int) override {}
  void step(int, const std::string&) override {}
  void note(const std::string&) override {}
  void end() override {}
};

// Answers: "next", "back", "yes", "no", "= VALUE" (strings, selects, rows), "cancel" (work).
class ScriptedAsker : public tui::Asker {
public:
  struct Line {
    std::string question, answer;
  };
  explicit ScriptedAsker(std::initializer_list<Line> script) : script_(script) {}
  bool finished() const { return script_.empty() && wrong.empty(); }

  std::vector<std::string> wrong; // screens that the script did not expect
  std::vector<tui::Question> seen;

  Result<tui::Move> tell(const tui::Question& q) override { return move(answer(q)); }
  Result<tui::Move> ask_boolean(const tui::Question& q, bool& value) override {
    defaults[q.name] = value ? "true" : "false";
    const std::string said = answer(q);
    if (said == "yes" || said == "no")
      value = said == "yes";
    return move(said);
  }
  Result<tui::Move> ask_string(const tui::Question& q, std::string& value) override {
    return take(q, value);
  }
  Result<tui::Move> ask_select(const tui::Question& q, std::string& value) override {
    return take(q, value);
  }
  Result<tui::Move> choose_one(const tui::Question& q, tui::ChoiceList&,
                               std::string& key) override {
    return take(q, key);
  }
  Result<tui::Move> choose_some(const tui::Question& q, tui::ChoiceList&,
                                std::vector<std::string>& keys) override {
    std::string value = join(keys, " ");
    auto moved = take(q, value);
    keys = words(value);
    return moved;
  }
  Result<tui::Move> show_list(const tui::Question& q, tui::ChoiceList&) override {
    return move(answer(q));
  }
  Outcome work(const tui::Question& q, const tui::Work& work) override {
    if (!script_.empty() && script_.front().question == q.name) {
      script_.pop_front();
      return go_back();
    }
    worked.push_back(q.name);
    SilentProgress progress;
    return work(progress);
  }

  std::map<std::string, std::string> defaults; // what a screen offered
  std::vector<std::string> worked;

private:
  std::string answer(const tui::Question& q) {
    seen.push_back(q);
    if (script_.empty() || script_.front().question != q.name) {
      wrong.push_back(q.name);
      return "stop";
    }
    std::string said = script_.front().answer;
    script_.pop_front();
    return said;
  }
  static Result<tui::Move> move(const std::string& said) {
    if (said == "stop")
      return failure("the script did not expect this screen");
    return said == "back" ? tui::Move::Back : tui::Move::Next;
  }
  Result<tui::Move> take(const tui::Question& q, std::string& value) {
    defaults[q.name] = value;
    const std::string said = answer(q);
    if (said.rfind("= ", 0) == 0)
      value = said.substr(2);
    return move(said);
  }
  std::deque<Line> script_;
};

} // namespace netroot::test
