// SPDX-License-Identifier: GPL-2.0-or-later
// The dialog "Attach a network disk": an explicit state machine, one function a state.
#pragma once
#include "tui/attach_machine.h"

namespace netroot::tui {

// Leads a person from the welcome to the attached disk. `book` holds what was given beforehand and
// has every answer at the end. netroot/attach is "false" when no network disk is wanted; what an
// earlier run made is taken back then. Error GoBack: left backwards.
Outcome run_attach_wizard(AttachMachine& machine, Asker& asker, AnswerBook& book);

} // namespace netroot::tui
