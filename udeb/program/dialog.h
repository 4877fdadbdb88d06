// SPDX-License-Identifier: GPL-2.0-or-later
// Where a dialog is held: in newt's windows on this terminal; from a menu item, in newt's windows
// on the terminal that cdebconf lends, or as plain debconf questions.
#pragma once
#include "tui/asker.h"
#include "tui/session.h"
#include "tui/words.h"
#include "udeb/program/front.h"
#include <functional>

namespace netroot {

// "" when it is not set.
std::string environment(const char* name);
// Of the words on the screen: "de:fr", "pt_BR.UTF-8", "C".
std::string language();
// DEBIAN_FRONTEND=noninteractive: nobody is asked anything.
bool is_noninteractive();
// Both ends are a terminal, and nothing says that it is not to be used.
bool is_on_a_terminal(const Options& options);

// A dialog: asks, and does what it has to do between the questions.
using Dialog = std::function<Outcome(tui::Asker&, tui::AnswerBook&)>;

// "Attach a network disk". `questions` may be null: then those of the installer are kept in the
// book when a menu item waits for it (`netroot wizard`), else there is no installer to be led.
class InstallerQuestions;
Dialog attach_dialog(const Options& options, InstallerQuestions* questions);
// "Make the network disk bootable", before the work and after it.
Dialog bootable_dialog(const Options& options);
Dialog checks_dialog(const Options& options);

// To the defaults: what cannot be an answer would stop each later run, also where it is of a
// question below the person's priority. Which disk it is (netroot/target*) is never left to a
// default.
void reset_wrong_answers(tui::Debconf& debconf, const std::vector<std::string>& questions);

// Every question at its template's default, and DEBIAN_PRIORITY for the threshold.
tui::AnswerBook book_of_defaults(const tui::Words& words);

// On this process's terminal.
Outcome hold_on_terminal(const tui::Words& words, const Dialog& dialog, tui::AnswerBook& book);
// From a menu item. `name` is the wizard's --dialog, `title` a template; `plain` is held in this
// process where the front end has no terminal to lend. The outcome is the dialog's.
Outcome hold_from_menu(const Options& options, Front& front, const std::string& name,
                       const std::string& title, const Dialog& plain, tui::AnswerBook& book);

// What passes between a menu item and the wizard of this name.
tui::Session session_of(const Options& options, const std::string& name);
// The menu item is at its end: the outcomes of its dialogs do not count for the next run. Where
// debconf has gone down with its terminal they stay: the installer runs the item again at once.
void dialogs_are_over(const Options& options, Front& front, const std::vector<std::string>& names);

} // namespace netroot
