// SPDX-License-Identifier: GPL-2.0-or-later
// What the subcommands do once the command line is read.
#pragma once
#include "udeb/program/front.h"

namespace netroot {

Outcome run_attach(const Options& options, Front& front);
Outcome run_undo(const Options& options, Front& front);
Outcome run_bootable(const Options& options, Front& front);
Outcome run_module(const Options& options, Front& front);
Outcome run_targets(const Options& options);

// Prints to standard output; error when it is full or closed.
Outcome print(const std::string& text);

} // namespace netroot
