// SPDX-License-Identifier: GPL-2.0-or-later
// Fabric: AoE targets that answer as AoEr11 says, as vblade does, or wrongly. Frames in, frames
// out; who carries them (a played wire, the program aoe_fabric) is no matter of it.
#pragma once
#include "udeb/aoe/wire.h"
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace netroot::test {

// What a target does with config strings.
enum class Strings {
  Kept,       // as vblade: set-if-empty of the string that is there succeeds
  KeptStrict, // set-if-empty succeeds only where there is none, to the letter
  Forgotten,  // set succeeds and the answer shows the string, but it is gone afterwards
  Refused,    // set is an unknown command
};

struct FabricTarget {
  aoe::Address address;
  std::optional<aoe::Mac> mac; // otherwise the card's
  std::set<size_t> cards;      // that it is on; all when empty
  uint64_t sectors = 8192;     //
  std::string model = "netroot fabric", serial = "0", config;
  uint16_t buffer_count = 16;    // requests
  uint8_t sectors_per_frame = 0; // 0: as many as the card's MTU carries
  bool lba48 = true;
  Strings strings = Strings::Kept;
  bool knows_masks = true, knows_reserve = true;
  // Fills the sectors in; otherwise byte i of sector n is n + i.
  std::function<bool(uint64_t lba, std::span<uint8_t>)> read;
  // Takes written sectors; without it a write is an unknown command.
  std::function<bool(uint64_t lba, aoe::ByteView)> write;
  std::vector<aoe::Mac> masks, reserved;
};

class Fabric {
public:
  // The cards at the targets' end.
  explicit Fabric(std::vector<aoe::Card> cards) : cards_(std::move(cards)) {}
  FabricTarget& add(FabricTarget target);
  FabricTarget& at(size_t index) { return *targets_[index]; }
  // The answers to a frame that came in on `card`; what is no request gets none.
  std::vector<aoe::Bytes> answer(size_t card, aoe::ByteView frame);
  // What the way carries, whatever the cards do; bytes behind Ethernet's header.
  unsigned request_mtu = 65535, answer_mtu = 65535;

private:
  bool hears(const FabricTarget& target, size_t card, const aoe::Header& header) const;
  void answer_as(FabricTarget& target, size_t card, aoe::Frame frame, std::vector<aoe::Bytes>& out);

  std::vector<aoe::Card> cards_;
  std::vector<std::unique_ptr<FabricTarget>> targets_;
  std::multimap<aoe::Address, FabricTarget*> by_address_;
};

} // namespace netroot::test
