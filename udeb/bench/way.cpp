// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/way.h"
#include "system/text.h"
#include "udeb/attach/servers.h"
#include <algorithm>

namespace netroot::bench {
namespace {

std::string names_of(const std::vector<aoe::Card>& cards) {
  std::vector<std::string> names;
  for (const aoe::Card& card : cards)
    names.push_back(card.carrier ? card.name : card.name + " (no carrier)");
  return join(names, ", ");
}

bool is_better(const aoe::PathQuality& one, const aoe::PathQuality& other) {
  return one.sectors() != other.sectors() ? one.sectors() > other.sectors()
                                          : one.usual < other.usual;
}

Result<aoe::FoundTarget> find(aoe::Client& client, const TargetName& name) {
  aoe::DiscoveryPlan plan;
  plan.address = address_of(name);
  auto found = aoe::discover(client, plan);
  if (!found)
    return tl::unexpected(found.error());
  const auto& cards = client.wire().cards();
  if (found->targets.empty())
    return failure("no target " + name.text() + " answers on " + names_of(cards),
                   "\"netroot targets\" lists those that do; --interfaces names other cards.");
  aoe::FoundTarget target = std::move(found->targets.front());
  if (!target.doubts.empty())
    return failure(join(aoe::describe_doubts(target, cards), "; "),
                   "Whose figures they would be cannot be told. Stop one of them, or name a card "
                   "by --interfaces on which only one answers.");
  if (!target.identity())
    return failure(name.text() + ": " + target.paths.front().no_identity,
                   "The server answers, the disk behind it does not.");
  return target;
}

} // namespace

Result<Way> find_way(aoe::Client& client, const TargetName& name) {
  auto target = find(client, name);
  if (!target)
    return tl::unexpected(target.error());
  Way way;
  way.target = std::move(*target);
  for (const aoe::FoundPath& path : way.target.paths) {
    if (!path.identity)
      continue;
    auto quality = aoe::measure_path(client, path);
    if (!quality)
      return because(quality.error(), name.text());
    if (!way.path.identity || is_better(*quality, way.quality)) {
      way.path = path;
      way.quality = *quality;
    }
  }
  if (way.quality.sectors() == 0)
    return failure(name.text() + " answers, but no read of it does",
                   "The server or its disk has stopped meanwhile.");
  return way;
}

} // namespace netroot::bench
