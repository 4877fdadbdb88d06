// SPDX-License-Identifier: GPL-2.0-or-later
// Where a dialog is held: in newt's windows on this terminal; from a menu item, in newt's windows
// on the terminal that cdebconf lends, or as plain debconf questions.
#pragma once
#include "tui/asker.h"
#include "tui/words.h"
#include "udeb/program/front.h"
#include <functional>

namespace netroot {

// "" when it is not set.
std::string environment(const char* name);
// DEBIAN_FRONTEND=noninteractive: nobody is asked anything.
bool is_noninteractive();
// Both ends are a terminal, and nothing says that it is not to be used.
bool is_on_a_terminal(const Options& options);

// A dialog: asks, and does what it has to do between the questions.
using Dialog = std::function<Outcome(tui::Asker&, tui::AnswerBook&)>;

// On this process's terminal.
Outcome hold_on_terminal(const tui::Words& words, const Dialog& dialog, tui::AnswerBook& book);
// From a menu item. `name` is the wizard's --dialog, `title` a template; `plain` is held in this
// process where the front end has no terminal to lend. The outcome is the dialog's.
Outcome hold_from_menu(const Options& options, Front& front, const std::string& name,
                       const std::string& title, const Dialog& plain, tui::AnswerBook& book);

} // namespace netroot
