// SPDX-License-Identifier: GPL-2.0-or-later
// Looking at the fabric, once or again and again.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include "udeb/aoe/discovery.h"
#include "udeb/aoe/packet_wire.h"
#include "udeb/attach/links.h"
#include "udeb/fabric/view.h"

namespace netroot::fabric {

TargetView view_of(const aoe::FoundTarget& target, const std::vector<aoe::Card>& cards);

// Names of cards with blanks or commas between them.
std::vector<std::string> card_names(std::string list);
// As choose_links(), whose errors speak of a question; here `option` may have named the cards.
Result<std::vector<Link>> choose_cards(const RootDir& root, const std::vector<std::string>& named,
                                       const std::string& option);

class Looker {
public:
  // `named`: these cards; empty: all real Ethernet cards. `option` is where they were named, for
  // errors.
  Looker(const RootDir& root, std::vector<std::string> named, std::string option)
      : root_(root), named_(std::move(named)), option_(std::move(option)) {}

  // By the protocol, on those of the cards that are up. What the driver knows takes its place where
  // a folder plays the machine, and where packet sockets cannot be had while the driver is loaded.
  // Errors: no such card, none that is up, no privilege; interrupted.
  Result<View> look();

private:
  Result<View> ask(std::vector<CardView> cards);
  Outcome open(const std::vector<CardView>& cards);
  Result<View> by_driver(const std::string& why) const;

  const RootDir root_;
  const std::vector<std::string> named_;
  const std::string option_;
  std::unique_ptr<aoe::PacketWire> wire_; // kept between looks as long as its cards are up
};

} // namespace netroot::fabric
