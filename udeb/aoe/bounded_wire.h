// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include "udeb/aoe/wire.h"

namespace netroot::aoe {

// Another wire, for so long and no longer: waiting on it fails when `stop` is readable, or when
// the time is over.
class BoundedWire : public Wire {
public:
  // `wire` outlives it; `stop` -1: nothing stops it.
  BoundedWire(Wire& wire, int stop, Clock::time_point end) : wire_(wire), stop_(stop), end_(end) {}
  const std::vector<Card>& cards() const override { return wire_.cards(); }
  bool send(size_t card, ByteView frame) override { return wire_.send(card, frame); }
  std::optional<Received> receive() override { return wire_.receive(); }
  Clock::time_point now() override { return wire_.now(); }
  Outcome wait(Clock::time_point deadline) override;

private:
  Wire& wire_;
  const int stop_;
  const Clock::time_point end_;
};

} // namespace netroot::aoe
