// SPDX-License-Identifier: GPL-2.0-or-later
// What the commands share.
#pragma once
#include "grubfix/boot_setup.h"
#include "grubfix/program/options.h"

namespace netroot {

void print(const std::string& text);
Result<BootSetup> load_setup(const Options& options, Runner& runner);

} // namespace netroot
