// SPDX-License-Identifier: GPL-2.0-or-later
// NewtAsker: questions in newt's windows on this process's terminal. The screen comes up with the
// first question, so that a dialog that asks nothing shows nothing, and the terminal is as before
// when the asker is gone.
#pragma once
#include "tui/asker.h"
#include "tui/newt/list_screen.h"
#include "tui/newt/look.h"
#include "tui/newt/terminal.h"

namespace netroot::tui {

class WorkScreen;
class WorkThread;

class NewtAsker : public Asker {
public:
  // The words of the questions and of the screens themselves (netroot/button/…, netroot/screen/…,
  // netroot/keys/…).
  explicit NewtAsker(Words words) : words_(std::move(words)) {}

  Result<Move> tell(const Question& question) override;
  Result<Move> ask_boolean(const Question& question, bool& value) override;
  Result<Move> ask_string(const Question& question, std::string& value) override;
  Result<Move> ask_select(const Question& question, std::string& value) override;
  Result<Move> choose_one(const Question& question, ChoiceList& list, std::string& key) override;
  Result<Move> choose_some(const Question& question, ChoiceList& list,
                           std::vector<std::string>& keys) override;
  Result<Move> show_list(const Question& question, ChoiceList& list) override;
  Outcome work(const Question& question, const Work& work) override;

private:
  Outcome open();
  Look look() const { return {words_, terminal_->glyphs()}; }
  Template list_words(const Question& question) const;
  std::string headings(const Question& question) const;
  Result<Move> show(Screen& screen);
  Outcome help(const Screen& screen);
  bool has_room() const;
  void draw(Screen& screen);
  Outcome watch(WorkThread& thread, WorkScreen& screen);

  Words words_;
  std::unique_ptr<Terminal> terminal_;
};

} // namespace netroot::tui
