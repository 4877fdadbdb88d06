// SPDX-License-Identifier: GPL-2.0-or-later
// `netroot bench` where the build has left it out: debian-installer's memory is small.
#include "udeb/program/commands.h"

namespace netroot {

std::string bench_usage_text() {
  return {};
}

Outcome run_bench(const Options&, Front&) {
  return usage_error("this netroot was built without \"bench\"",
                     "A build of the source tree on any Debian machine has it (docs/bench.md).");
}

} // namespace netroot
