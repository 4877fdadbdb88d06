// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/json.h"
#include "udeb/fabric/view.h"

namespace netroot::fabric {
namespace {

constexpr char null[] = "null";

std::string path_as_json(const PathView& path) {
  return json::object(
      {{"card", json::text(path.card)},
       {"server", json::text(path.server)},
       {"round_trip_us", path.round_trip ? std::to_string(path.round_trip->count()) : null},
       {"firmware", path.firmware ? std::to_string(*path.firmware) : null},
       {"buffers", std::to_string(path.buffers)},
       {"sectors_per_frame", std::to_string(path.sectors_per_frame)},
       {"config", json::text(path.config)},
       {"problem", json::text(path.problem)}});
}

std::string card_as_json(const CardView& card) {
  return json::object({{"name", json::text(card.name)},
                       {"mac", json::text(card.mac)},
                       {"mtu", std::to_string(card.mtu)},
                       {"up", json::boolean(card.up)},
                       {"carrier", json::boolean(card.carrier)}});
}

} // namespace

std::string as_json(const TargetView& target) {
  std::vector<std::string> paths;
  for (const PathView& path : target.paths)
    paths.push_back(path_as_json(path));
  return json::object({{"target", json::text(target.name.text())},
                       {"shelf", std::to_string(target.name.shelf)},
                       {"slot", std::to_string(target.name.slot)},
                       {"bytes", std::to_string(target.bytes)},
                       {"model", json::text(target.model)},
                       {"serial", json::text(target.serial)},
                       {"disk_firmware", json::text(target.disk_firmware)},
                       {"state", json::text(target.state)},
                       {"paths", json::list(paths)},
                       {"doubts", json::texts(target.doubts)}});
}

std::string as_json(const std::vector<CardView>& cards) {
  std::vector<std::string> all;
  for (const CardView& card : cards)
    all.push_back(card_as_json(card));
  return json::list(all);
}

std::string as_json(const View& view) {
  std::vector<std::string> targets;
  for (const TargetView& target : view.targets)
    targets.push_back(as_json(target));
  return json::object({{"seen_by", json::text(view.by_protocol ? "protocol" : "driver")},
                       {"why", json::text(view.why)},
                       {"cards", as_json(view.cards)},
                       {"targets", json::list(targets)},
                       {"too_many", json::boolean(view.too_many)}});
}

} // namespace netroot::fabric
