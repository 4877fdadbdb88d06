// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/servers.h"
#include "udeb/aoe/owner.h"
#include "udeb/aoe/packet_wire.h"
#include <algorithm>

namespace netroot {

OpenWire open_wire_of(const RootDir& root) {
  if (!root.is_host())
    return nullptr;
  return [root](const std::vector<std::string>& named) -> Result<std::unique_ptr<aoe::Wire>> {
    auto links = choose_links(list_links(root), named);
    if (!links)
      return tl::unexpected(links.error());
    std::vector<std::string> names;
    for (const Link& link : *links)
      if (link.up)
        names.push_back(link.name);
    if (names.empty())
      return failure("no card is up: " + describe_links(*links));
    auto wire = aoe::PacketWire::open(names);
    if (!wire)
      return tl::unexpected(wire.error());
    return std::unique_ptr<aoe::Wire>(std::move(*wire));
  };
}

aoe::Address address_of(const TargetName& target) {
  return {static_cast<uint16_t>(target.shelf), static_cast<uint8_t>(target.slot)};
}

Result<aoe::FoundTarget> find_by_protocol(aoe::Client& client, const TargetName& target) {
  aoe::DiscoveryPlan plan;
  plan.address = address_of(target);
  auto found = aoe::discover(client, plan);
  if (!found)
    return tl::unexpected(found.error());
  if (found->targets.empty())
    return failure(target.text() + " does not answer",
                   "Check that its server runs, and the link to it.");
  return found->targets.front();
}

Target target_of(const aoe::FoundTarget& found, const std::vector<aoe::Card>& cards) {
  Target target;
  target.name = found.name;
  target.up = true;
  target.state = "up";
  target.bytes = found.identity() == nullptr ? 0 : found.identity()->bytes();
  for (const aoe::FoundPath& path : found.paths)
    if (const std::string& card = cards[path.path.card].name;
        target.interfaces.empty() || target.interfaces.back() != card)
      target.interfaces.push_back(card);
  target.interface = target.interfaces.empty() ? std::string() : target.interfaces.front();
  target.mac = found.paths.empty() ? std::string() : found.paths.front().path.server.text();
  return target;
}

std::string claim_on(const aoe::FoundTarget& target) {
  for (const aoe::FoundPath& path : target.paths)
    if (!path.config.string.empty())
      return path.config.string;
  return {};
}

bool is_claim_of(const RootDir& root, const std::string& claim) {
  const auto owner = aoe::parse_owner(claim);
  const auto links = list_links(root);
  return owner && std::any_of(links.begin(), links.end(), [&](const Link& link) {
           return link.ethernet && link.mac == owner->mac.text();
         });
}

} // namespace netroot
