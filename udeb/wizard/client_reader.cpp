// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/client_reader.h"
#include "udeb/aoe/bounded_wire.h"
#include "udeb/aoe/quality.h"

namespace netroot::wizard {

Outcome ClientReader::look_at(const TargetName& target, DiskLook& look,
                              std::chrono::milliseconds timeout, int stop) {
  auto opened = targets_.open_(targets_.cards_);
  if (!opened)
    return tl::unexpected(opened.error());
  aoe::BoundedWire wire(**opened, stop, (*opened)->now() + timeout);
  auto found = targets_.found(target, wire);
  if (!found)
    return tl::unexpected(found.error());
  aoe::Client client(wire);
  return look_by_protocol(client, *found, look);
}

Ways ClientReader::ways(const TargetName& target, std::chrono::milliseconds timeout, int stop) {
  auto opened = targets_.open_(targets_.cards_);
  if (!opened)
    return {};
  aoe::BoundedWire wire(**opened, stop, (*opened)->now() + timeout);
  auto found = targets_.found(target, wire);
  if (!found)
    return {};
  aoe::Client client(wire);
  aoe::QualityPlan plan;
  plan.queries = 20;
  aoe::FoundTarget measured{found->name, {}, {}};
  std::vector<aoe::PathQuality> qualities;
  Ways ways;
  for (const aoe::FoundPath& path : found->paths)
    if (auto quality = aoe::measure_path(client, path, plan)) {
      measured.paths.push_back(path);
      qualities.push_back(*quality);
      ways.figures.push_back(aoe::describe_quality(*quality, wire.cards()[path.path.card]));
    }
  ways.warnings = aoe::describe_qualities(measured, qualities, wire.cards());
  return ways;
}

} // namespace netroot::wizard
