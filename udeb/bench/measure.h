// SPDX-License-Identifier: GPL-2.0-or-later
// One pattern on one disk, for a while.
#pragma once
#include "udeb/bench/disk.h"
#include "udeb/bench/pattern.h"
#include <cstdlib>
#include <memory>

namespace netroot::bench {

struct Measurement {
  uint64_t operations = 0, bytes = 0;
  double seconds = 0;               // from the first request to the last answer
  double median_us = 0, p99_us = 0; // of a request's time
  std::optional<Sent> sent;

  double megabytes() const { return seconds > 0 ? static_cast<double>(bytes) / seconds / 1e6 : 0; }
  double per_second() const { return seconds > 0 ? static_cast<double>(operations) / seconds : 0; }
};

// Memory that O_DIRECT takes, too. `bytes` is a multiple of 4096.
struct Freed {
  void operator()(uint8_t* memory) const { std::free(memory); }
};
using Memory = std::unique_ptr<uint8_t, Freed>;
Memory aligned_memory(size_t bytes);

// Within the first `span` bytes, which are at least one block. The same offsets in the same order
// for each disk. Written is what no compression shortens. Error: of the disk.
Result<Measurement> measure(Disk& disk, const Pattern& pattern, uint64_t span,
                            std::chrono::milliseconds time);

// Reads the first `span` bytes once, as far as `time` allows: so that each measurement finds the
// server's cache in the same state.
Outcome warm_up(Disk& disk, uint64_t span, std::chrono::milliseconds time);

} // namespace netroot::bench
