// SPDX-License-Identifier: GPL-2.0-or-later
// Disk: what a benchmark reads and writes, whatever way leads to it. Many requests at a time, in
// one thread: they go on while run() works.
#pragma once
#include "system/result.h"
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace netroot::bench {

using Clock = std::chrono::steady_clock;

// Frames or segments that left this machine.
struct Sent {
  uint64_t all = 0, again = 0; // `again` of them for the second time or more
  Sent operator-(const Sent& earlier) const { return {all - earlier.all, again - earlier.again}; }
};

class Disk {
public:
  // Empty: it is done. Otherwise what was wrong. May start more.
  using Done = std::function<void(const std::string& trouble)>;

  virtual ~Disk() = default;
  virtual uint64_t bytes() const = 0;
  // Offset and size are multiples of 512; the memory begins at a multiple of 4096 and stays until
  // `done` is called, or the disk is no more.
  virtual void read(uint64_t offset, std::span<uint8_t> into, Done done) = 0;
  virtual void write(uint64_t offset, std::span<const uint8_t> from, Done done) = 0;
  // Until nothing is under way. Error: interrupted, or the way broke down; then what was under way
  // is forgotten.
  virtual Outcome run() = 0;
  // Since the disk was opened; nothing where it cannot be told.
  virtual std::optional<Sent> sent() { return {}; }
  virtual Clock::time_point now() { return Clock::now(); }
};

} // namespace netroot::bench
