// SPDX-License-Identifier: GPL-2.0-or-later
// DebconfAsker: the dialogs as plain debconf questions, for DEBIAN_FRONTEND=text (screen readers)
// and any front end without a terminal plugin. debconf shows the templates' words in its own
// language.
#pragma once
#include "tui/asker.h"
#include "tui/debconf.h"
#include <chrono>

namespace netroot::tui {

// Questions are asked whether they were "seen" or not: what was preseeded is the dialog's affair.
// In debian-installer being asked does not make a question seen (cdebconf's udeb leaves that out;
// the .deb does it when it saves its database). A question below debconf's priority keeps the value
// it is asked with. A list that may change (anything but a FixedList) gets "look again" as its last
// choice.
class DebconfAsker : public Asker {
public:
  // `debconf` must have been started. A list that may change is shown once it has stayed the same
  // for `settle`, or after three seconds.
  explicit DebconfAsker(Debconf& debconf,
                        std::chrono::milliseconds settle = std::chrono::milliseconds(700))
      : debconf_(debconf), settle_(settle) {}

  Result<Move> tell(const Question& question) override;
  Result<Move> ask_boolean(const Question& question, bool& value) override;
  Result<Move> ask_string(const Question& question, std::string& value) override;
  Result<Move> ask_select(const Question& question, std::string& value) override;
  Result<Move> choose_one(const Question& question, ChoiceList& list, std::string& key) override;
  Result<Move> choose_some(const Question& question, ChoiceList& list,
                           std::vector<std::string>& keys) override;
  // A note, the template of the question's own name (not NAME/list), whose ${ROWS} gets one line a
  // row and the row's details below it.
  Result<Move> show_list(const Question& question, ChoiceList& list) override;
  // In the caller's thread. Cancelling works where the front end has a button for it, each time the
  // work reports progress: interrupt() is called then.
  Outcome work(const Question& question, const Work& work) override;

private:
  enum class Shown { Yes, Skipped, Back };
  // SUBST, INPUT, GO for the template `name`.
  Result<Shown> show(const std::string& name, const Question& question);
  // The same with the value set before and read after.
  Result<Shown> ask(const std::string& name, const Question& question, std::string& value);
  Result<Move> ask_until_taken(const Question& question, std::string& value);
  Result<Move> leave(const Question& question, const std::string& before, std::string& value);
  Result<Shown> ask_rows(const Question& question, ChoiceList& list,
                         std::vector<std::string>& keys);
  Result<Move> choose(const Question& question, ChoiceList& list, std::vector<std::string>& keys);
  Result<std::string> why_refused(ChoiceList& list, const std::vector<std::string>& keys);
  Outcome substitute_all(const std::string& name, const Question& question);
  Outcome say_refused(const std::string& reason);
  Outcome show_bar(const Question& question, const Work& work, bool& cancelled);
  // A small word, in debconf's language.
  Result<std::string> word(const std::string& name);

  Debconf& debconf_;
  const std::chrono::milliseconds settle_;
};

} // namespace netroot::tui
