// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include "udeb/bench/setup.h"
#include "udeb/program/options.h"

namespace netroot {

// Numbers and names out of the words of the command line. Error (Usage) says which is wrong.
Result<bench::Order> bench_order(const Options& options);

} // namespace netroot
