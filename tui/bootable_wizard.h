// SPDX-License-Identifier: GPL-2.0-or-later
// The dialog "Make the network disk bootable": two state machines, one function a state. Between
// them the plan is carried out, by a process that has debconf, which apt-install asks.
#pragma once
#include "tui/bootable_machine.h"

namespace netroot::tui {

// From the boot loader to the summary of the steps. `book` holds what was given beforehand and has
// every answer at the end. Nothing is shown when each question was given. Error GoBack: left
// backwards.
Outcome run_bootable_wizard(BootableMachine& machine, Asker& asker, AnswerBook& book);

// Afterwards: the checks as a list, then how the machine is to be started. The result is left out
// when a check is blocking, or when there are no checks (the work ended before them). Error GoBack:
// left backwards, the work stays done.
Outcome show_bootable_result(BootableMachine& machine, Asker& asker, AnswerBook& book);

} // namespace netroot::tui
