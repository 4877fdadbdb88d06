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

// Arguments: TARGET HOST. Claims of the same host are the same claim.
Outcome probe_claim(Probe& probe);
Outcome probe_check(Probe& probe);
Outcome probe_take_over(Probe& probe); // from whoever has it now
Outcome probe_release(Probe& probe);
// Arguments: TARGET ROUNDS [take-over]. 32 clients with sockets of their own want it at the same
// moment.
Outcome probe_race(Probe& probe);

// Arguments: TARGET FILE. The picture of its disk, holes and all.
Outcome probe_read(Probe& probe);
// Arguments: TARGET.
Outcome probe_quality(Probe& probe);

// Arguments: TARGET MAC… ("own": the first card's). Prints the list as it is then.
Outcome probe_reserve(Probe& probe);
Outcome probe_unreserve(Probe& probe);
Outcome probe_mask(Probe& probe);

// The target of argument 0.
Result<aoe::FoundTarget> the_target(Probe& probe, aoe::Client& client);

} // namespace netroot::test
