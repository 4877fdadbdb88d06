// SPDX-License-Identifier: GPL-2.0-or-later
// What passes between a menu item, which holds debconf, and the wizard that cdebconf's terminal
// plugin opens for it: the plugin hands on neither descriptors nor an exit status (start-shell of
// di-utils throws it away), so both go through files.
//
//   words     the templates in the person's language (words.h), for the wizard
//   book      the answers so far (answer_book.h), for the wizard
//   answers   the answers afterwards, for the menu item
//   outcome   how it ended: "done", "back", or "failed" or "usage" with what and hint, escaped, on
//             lines of their own. Written last: without it the wizard died.
//
// The front end may go down with its terminal (docs/words.md), and the menu item with the front
// end. The outcome is there, and the item that is run again takes it, until forget().
#pragma once
#include "system/root_dir.h"
#include "tui/answer_book.h"
#include "tui/words.h"

namespace netroot::tui {

class Session {
public:
  // `folder` is a path of the machine, one for each dialog.
  Session(const RootDir& root, std::string folder) : root_(root), folder_(std::move(folder)) {}
  const std::string& folder() const { return folder_; }

  // The menu item's side. begin() removes what an earlier wizard left; files are for root alone.
  Outcome begin(const AnswerBook& book, const Words& words);
  // The wizard's outcome, its answers in `book`. Error: it died, or its files are broken.
  Outcome end(AnswerBook& book);
  // A wizard has ended, and its outcome was not forgotten yet.
  bool has_ended() const;
  Outcome forget();

  // The wizard's side.
  Result<AnswerBook> book() const;
  Result<Words> words() const;
  Outcome finish(const AnswerBook& book, const Outcome& outcome);

private:
  std::string file(const char* name) const { return folder_ + "/" + name; }
  RootDir root_;
  std::string folder_;
};

} // namespace netroot::tui
