// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include "udeb/aoe/discovery.h"
#include "udeb/aoe/packet_wire.h"

namespace netroot::test {

struct Probe {
  aoe::PacketWire* wire = nullptr;
  std::vector<std::string> arguments; // behind "--"

  // By position; the empty string where there is none.
  std::string argument(size_t index) const {
    return index < arguments.size() ? arguments[index] : std::string();
  }
};

// Every path a line, doubts, counters, and how long it took. Arguments: most queries, if any.
Outcome probe_discover(Probe& probe);
// Arguments: LAST-SHELF. A query and an IDENTIFY to each address e0.0 … eLAST-SHELF.99 on each
// card, one behind the other: how a plain tool does it.
Outcome probe_one_by_one(Probe& probe);

} // namespace netroot::test
