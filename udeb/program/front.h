// SPDX-License-Identifier: GPL-2.0-or-later
// Front: whom the program talks to. From the shell: answers from a file, lines on standard error.
// From a menu item (--debconf): debconf's questions, progress bar and error screen.
#pragma once
#include "system/step.h"
#include "tui/answer_book.h"
#include "tui/debconf.h"
#include "tui/progress.h"
#include "udeb/answers.h"
#include "udeb/attach/attach.h"
#include "udeb/program/options.h"
#include <memory>
#include <optional>

namespace netroot {

class Front {
public:
  explicit Front(const Options& options);
  // With debconf: begins the session, and ends it in the destructor.
  Outcome open();
  ~Front();

  Progress& progress() { return *progress_; }
  // Null without debconf.
  tui::Debconf* debconf() { return debconf_ ? &*debconf_ : nullptr; }

  // Values of our questions (known_questions() alone), and of the installer's that are asked for.
  Result<RawAnswers> own_answers();
  // The same, checked and converted.
  Result<Answers> answers();
  Result<RawAnswers> installer_answers(const std::vector<std::string>& questions);

  // The same and more for a dialog: what was preseeded counts as given, debconf's priority is the
  // threshold. Only with debconf.
  Result<tui::AnswerBook> book(const std::vector<std::string>& installer_questions);
  // Sets in debconf what a dialog changed. Questions that a person answered stay unseen, so that
  // they are asked again, with these answers as defaults, when the menu item is chosen again.
  Outcome take(const tui::AnswerBook& before, const tui::AnswerBook& after);

  // Shows an error where the user looks, and in syslog. Going back is none.
  void report(const Error& error);

private:
  Result<bool> is_rescue();
  Result<RawAnswers> from_file(const std::string& prefix);
  Result<RawAnswers> from_debconf(const std::vector<std::string>& questions);
  const Options& options_;
  std::optional<tui::Debconf> debconf_;
  std::unique_ptr<Progress> progress_;
  bool open_ = false;
};

} // namespace netroot
