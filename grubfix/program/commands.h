// SPDX-License-Identifier: GPL-2.0-or-later
// grubfix's commands. Each prints its answer on standard output and returns the exit status.
#pragma once
#include "grubfix/program/options.h"
#include "system/runner.h"

namespace netroot {

Result<int> status_command(const Options& options, Runner& runner);
Result<int> verify_command(const Options& options, Runner& runner);
Result<int> regenerate_command(const Options& options, Runner& runner);
Result<int> undo_command(const Options& options, Runner& runner);
Result<int> install_command(const Options& options, Runner& runner);
Result<int> sanboot_command(const Options& options, Runner& runner);

} // namespace netroot
