// SPDX-License-Identifier: GPL-2.0-or-later
// What the subcommands do once the command line is read.
#pragma once
#include "udeb/program/front.h"
#include <optional>

namespace netroot {

Outcome run_attach(const Options& options, Front& front);
// By answers that are there already, without a question. `wanted` overrules netroot/attach.
Outcome attach_unasked(const Options& options, Front& front, std::optional<bool> wanted = {});
Outcome run_undo(const Options& options, Front& front);
Outcome run_bench(const Options& options, Front& front);
// The options of `bench`; empty where it was left out of the build.
std::string bench_usage_text();
Outcome run_bootable(const Options& options, Front& front);
Outcome run_module(const Options& options, Front& front);
Outcome run_targets(const Options& options, Front& front);
// Inside cdebconf's terminal plugin: asks, works, and leaves the answers in the session's folder.
Outcome run_wizard(const Options& options);

// Prints to standard output; error when it is full or closed.
Outcome print(const std::string& text);

} // namespace netroot
