// SPDX-License-Identifier: GPL-2.0-or-later
// PlayedWire: cards with a fabric behind them, and a clock that only waiting moves.
#pragma once
#include "tests/support/aoe/fabric.h"
#include "tests/support/aoe/faults.h"

namespace netroot::test {

class PlayedWire : public aoe::Wire {
public:
  explicit PlayedWire(size_t cards = 1, const Faults& faults = {}, unsigned mtu = 1500)
      : link_(faults), cards_(numbered(cards, 0xc0, mtu)), fabric(numbered(cards, 0x50, mtu)) {}

  const std::vector<aoe::Card>& cards() const override { return cards_; }
  aoe::Clock::time_point now() override { return now_; }
  long passed_ms() const {
    return std::chrono::duration_cast<aoe::Milliseconds>(now_.time_since_epoch()).count();
  }

  bool send(size_t card, aoe::ByteView frame) override {
    if (frame.size() > cards_[card].mtu + aoe::ethernet_header_size)
      return false;
    sent.emplace_back(card, aoe::Bytes(frame.begin(), frame.end()));
    const bool to_disk = aoe::decode(frame)->header.command == aoe::Command::Ata;
    if (silent || (to_disk && disks_are_silent) || link_.loses())
      return true;
    for (const aoe::Bytes& answer : fabric.answer(card, frame))
      for (aoe::Bytes& arriving : link_.carry(answer))
        arrives(card, std::move(arriving), link_.delay());
    return true;
  }
  void arrives(size_t card, aoe::Bytes frame, aoe::Milliseconds later = aoe::Milliseconds(0)) {
    arriving_.emplace(now_ + later + latency, std::pair(card, std::move(frame)));
  }
  std::optional<aoe::Received> receive() override {
    if (arriving_.empty() || arriving_.begin()->first > now_)
      return std::nullopt;
    last_ = std::move(arriving_.begin()->second);
    arriving_.erase(arriving_.begin());
    return aoe::Received{last_.first, last_.second};
  }
  Outcome wait(aoe::Clock::time_point deadline) override {
    if (on_wait)
      on_wait();
    if (now_ >= interrupted_at)
      return failure("interrupted");
    if (!arriving_.empty())
      deadline = std::min(deadline, arriving_.begin()->first);
    if (deadline == aoe::Clock::time_point::max())
      throw std::logic_error("a wait that never ends");
    now_ = std::max(now_, deadline);
    return {};
  }

private:
  static std::vector<aoe::Card> numbered(size_t count, uint8_t kind, unsigned mtu) {
    std::vector<aoe::Card> cards;
    for (size_t i = 0; i < count; ++i)
      cards.push_back({"ens" + std::to_string(3 + i),
                       {{2, 0, 0, 0, kind, static_cast<uint8_t>(i)}},
                       mtu,
                       true});
    return cards;
  }
  FaultyLink link_;
  std::vector<aoe::Card> cards_;
  aoe::Clock::time_point now_{};
  std::multimap<aoe::Clock::time_point, std::pair<size_t, aoe::Bytes>> arriving_;
  std::pair<size_t, aoe::Bytes> last_;

public:
  Fabric fabric;
  bool silent = false;           // nobody answers
  bool disks_are_silent = false; // servers answer, for themselves only
  std::function<void()> on_wait; // what happens meanwhile
  aoe::Milliseconds latency{1};
  aoe::Clock::time_point interrupted_at = aoe::Clock::time_point::max();
  std::vector<std::pair<size_t, aoe::Bytes>> sent;
};

inline FabricTarget target(uint16_t shelf, uint8_t slot) {
  FabricTarget made;
  made.address = {shelf, slot};
  made.serial = std::to_string(shelf) + "." + std::to_string(slot);
  return made;
}

} // namespace netroot::test
