// SPDX-License-Identifier: GPL-2.0-or-later
// Wire: the network cards that AoE frames go through, and the clock beside them. Behind an
// interface so that tests and fuzzers play a fabric whose frames and time they make up.
#pragma once
#include "system/result.h"
#include "udeb/aoe/frame.h"
#include <chrono>

namespace netroot::aoe {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

struct Card {
  std::string name; // "ens3"
  Mac mac;
  unsigned mtu = 1500;  // bytes behind Ethernet's header
  bool carrier = false; // a cable with somebody at its other end
};

struct Received {
  size_t card = 0; // index in cards()
  ByteView bytes;  // until the next call of receive()
};

class Wire {
public:
  virtual ~Wire() = default;
  virtual const std::vector<Card>& cards() const = 0;
  // False when the frame did not leave (no room, link down, too long): as good as lost on its way.
  virtual bool send(size_t card, ByteView frame) = 0;
  // The next frame that has come in, without waiting.
  virtual std::optional<Received> receive() = 0;
  virtual Clock::time_point now() = 0;
  // Waits until frames are there, or until `deadline`. Error: interrupted (system/interrupt.h).
  virtual Outcome wait(Clock::time_point deadline) = 0;
};

} // namespace netroot::aoe
