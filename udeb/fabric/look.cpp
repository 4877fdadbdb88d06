// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/fabric/look.h"
#include "system/text.h"
#include "udeb/attach/targets.h"
#include "udeb/module/module.h"
#include <algorithm>

namespace netroot::fabric {
namespace {

std::vector<CardView> cards_of(const std::vector<Link>& links) {
  std::vector<CardView> cards;
  for (const Link& link : links)
    cards.push_back({link.name, link.mac, link.mtu, link.up, link.carrier});
  return cards;
}

PathView view_of(const aoe::FoundPath& path, const std::vector<aoe::Card>& cards) {
  PathView view;
  view.card = cards[path.path.card].name;
  view.server = path.path.server.text();
  view.round_trip = path.round_trip;
  view.firmware = path.config.firmware;
  view.buffers = path.config.buffer_count;
  view.sectors_per_frame = path.config.sectors_per_frame;
  view.config = path.config.string;
  view.problem = path.identity ? std::string() : path.no_identity;
  return view;
}

TargetView view_of(const Target& target) {
  TargetView view;
  view.name = target.name;
  view.bytes = target.bytes;
  view.state = target.state;
  for (const std::string& card : target.interfaces)
    view.paths.push_back({card, target.mac, {}, {}, 0, 0, {}, {}});
  return view;
}

std::vector<std::string> names_of(const std::vector<CardView>& cards) {
  std::vector<std::string> names;
  for (const CardView& card : cards)
    if (card.up)
      names.push_back(card.name);
  return names;
}

bool is_through(const Target& target, const std::vector<std::string>& cards) {
  return cards.empty() ||
         std::any_of(target.interfaces.begin(), target.interfaces.end(), [&](const auto& name) {
           return std::find(cards.begin(), cards.end(), name) != cards.end();
         });
}

} // namespace

std::vector<std::string> card_names(std::string list) {
  std::replace(list.begin(), list.end(), ',', ' ');
  return words(list);
}

Result<std::vector<Link>> choose_cards(const RootDir& root, const std::vector<std::string>& named,
                                       const std::string& option) {
  auto links = choose_links(list_links(root), named);
  constexpr std::string_view question = "netroot/interfaces";
  if (!links && links.error().what.compare(0, question.size(), question) == 0)
    links.error().what.replace(0, question.size(), option);
  return links;
}

TargetView view_of(const aoe::FoundTarget& target, const std::vector<aoe::Card>& cards) {
  TargetView view;
  view.name = target.name;
  view.state = "up";
  if (const aoe::Identity* disk = target.identity()) {
    view.bytes = disk->bytes();
    view.model = disk->model;
    view.serial = disk->serial;
    view.disk_firmware = disk->firmware;
  }
  for (const aoe::FoundPath& path : target.paths)
    view.paths.push_back(view_of(path, cards));
  view.doubts = aoe::describe_doubts(target, cards);
  return view;
}

Result<View> Looker::look() {
  if (!root_.is_host())
    return by_driver("a folder plays the machine");
  auto links = choose_cards(root_, named_, option_);
  if (!links)
    return tl::unexpected(links.error());
  auto cards = cards_of(*links);
  if (names_of(cards).empty())
    return failure("no card is up: " + describe_links(*links),
                   "Set one up (\"ip link set " + cards.front().name + " up\").");
  auto opened = open(cards);
  if (opened)
    return ask(std::move(cards));
  return aoe_is_loaded(root_) ? by_driver(opened.error().what)
                              : Result<View>(tl::unexpected(opened.error()));
}

Outcome Looker::open(const std::vector<CardView>& cards) {
  const auto names = names_of(cards);
  std::vector<std::string> present;
  if (wire_)
    for (const aoe::Card& card : wire_->cards())
      present.push_back(card.name);
  if (wire_ && present == names) {
    wire_->look_again();
    return {};
  }
  auto wire = aoe::PacketWire::open(names);
  if (!wire)
    return tl::unexpected(wire.error());
  wire_ = std::move(*wire);
  return {};
}

Result<View> Looker::ask(std::vector<CardView> cards) {
  aoe::Client client(*wire_);
  auto found = aoe::discover(client);
  if (!found)
    return tl::unexpected(found.error());
  View view;
  view.cards = std::move(cards);
  view.too_many = found->too_many;
  for (const aoe::FoundTarget& target : found->targets)
    view.targets.push_back(view_of(target, wire_->cards()));
  return view;
}

Result<View> Looker::by_driver(const std::string& why) const {
  if (!aoe_is_loaded(root_))
    return failure("the aoe driver is not loaded, and AoE cannot be spoken without it: " + why,
                   "Run \"netroot attach\" first.");
  View view;
  view.by_protocol = false;
  view.why = why;
  if (auto links = choose_cards(root_, named_, option_))
    view.cards = cards_of(*links);
  for (const Target& target : list_targets(root_))
    if (is_through(target, named_))
      view.targets.push_back(view_of(target));
  return view;
}

} // namespace netroot::fabric
