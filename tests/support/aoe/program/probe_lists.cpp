// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/aoe/program/probe.h"
#include "udeb/aoe/mask.h"
#include <cstdio>

using namespace netroot::aoe;

namespace netroot::test {
namespace {

using Change = Result<ListAnswer> (*)(Client&, const Path&, const std::vector<Mac>&);

// The Ethernet addresses behind the target; "own" is the first card's.
std::vector<Mac> macs_of(const Probe& probe) {
  std::vector<Mac> macs;
  for (size_t i = 1; i < probe.arguments.size(); ++i)
    macs.push_back(probe.argument(i) == "own" ? probe.wire->cards()[0].mac
                                              : parse_mac(probe.argument(i)).value());
  return macs;
}

Outcome change_list(Probe& probe, Change change) {
  Client client(*probe.wire);
  auto target = the_target(probe, client);
  if (!target)
    return tl::unexpected(target.error());
  auto answer = change(client, target->paths.at(0).path, macs_of(probe));
  if (!answer)
    return tl::unexpected(answer.error());
  const char* states[] = {"done", "refused", "unknown"};
  std::printf("list %s [%s]", states[static_cast<int>(answer->state)], answer->why.c_str());
  for (const Mac& mac : answer->macs)
    std::printf(" %s", mac.text().c_str());
  std::puts("");
  return {};
}

} // namespace

Outcome probe_reserve(Probe& probe) {
  return change_list(probe, reserve_target);
}
Outcome probe_unreserve(Probe& probe) {
  return change_list(probe, release_reservation);
}
Outcome probe_mask(Probe& probe) {
  return change_list(probe, add_masks);
}

} // namespace netroot::test
