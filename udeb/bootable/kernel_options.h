// SPDX-License-Identifier: GPL-2.0-or-later
// What the installed system's kernel gets besides root=: the answer netroot/kernel-options, what
// the user typed behind "---" on the installer's command line, and the serial console he installs
// on.
#pragma once
#include "system/result.h"
#include "udeb/bootable/plan.h"
#include <string>

namespace netroot::bootable {

// Blank separated, no word twice. The words behind "---" come from user-params of
// debian-installer's rootskel, which leaves out what is meant for the installer alone. A serial
// console (the last console= of /proc/cmdline, when it is ttyS…) is carried over as grub-installer
// does, unless a console is named already: a machine without a screen would come up mute.
Result<std::string> kernel_options(const BootableInputs& inputs);

// user-params asks debconf, which a program that the terminal plugin opens does not have. Whoever
// has it keeps the answer for that one in /run/netroot/user-parameters, which kernel_options()
// takes instead of asking again.
inline constexpr char user_parameters_path[] = "/run/netroot/user-parameters";
Outcome keep_user_parameters(const BootableInputs& inputs);

} // namespace netroot::bootable
