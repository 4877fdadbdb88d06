// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/packet_wire.h"
#include "udeb/aoe/quality.h"
#include "udeb/attach/attach.h"
#include "udeb/attach/servers.h"
#include <algorithm>

namespace netroot {
namespace {

using namespace aoe;

// Only the sizes are wanted, not the times.
Result<unsigned> sectors_of(Client& client, const FoundTarget& target) {
  QualityPlan plan;
  plan.queries = 0;
  unsigned least = 255;
  for (const FoundPath& path : target.paths) {
    auto quality = measure_path(client, path, plan);
    if (!quality)
      return tl::unexpected(quality.error());
    least = std::min(least, quality->sectors());
  }
  return least;
}

} // namespace

Result<unsigned> measure_sectors(const RootDir& root, const std::string& interface,
                                 const TargetName& target) {
  if (!root.is_host())
    return failure("a folder plays the machine");
  auto wire = PacketWire::open({interface});
  if (!wire)
    return tl::unexpected(wire.error());
  Client client(**wire);
  auto found = find_by_protocol(client, target);
  return found ? sectors_of(client, *found) : Result<unsigned>(tl::unexpected(found.error()));
}

} // namespace netroot
