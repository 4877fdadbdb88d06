// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace netroot::watchdog {

/// What tells a disk that works from one that stands still: both files are kernel counters and are
/// read without touching the disk (Documentation/block/stat.rst).
struct Progress {
  /// requests handed to the driver and not yet completed: both numbers of `inflight`, added
  std::uint64_t in_flight = 0;
  /// requests and sectors completed (reads, writes, discards) and flushes, from `stat`. Its time
  /// fields are left out: they grow while nothing moves.
  std::array<std::uint64_t, 7> done{};
};

/// Parses the two files' texts. False when they are not what the kernel writes.
bool parse_progress(const char* inflight, const char* stat, Progress& out);

/// What to do after one look at a disk.
enum class Verdict {
  fine,     ///< moving, idle, or still for less than the stall time
  rescue,   ///< standing still with requests in flight: kick it now
  recovered ///< moves again after at least one rescue
};

/// One disk seen over time. Times in milliseconds from any fixed point, never going back.
class DiskWatch {
public:
  /// Kicks again after each further stall_ms of standing still.
  Verdict look(const Progress& now, std::int64_t now_ms, std::int64_t stall_ms);
  /// Rescues of this stall.
  unsigned rescues() const { return rescues_; }
  /// Call once `recovered` was reported: the next stall counts from one.
  void forget_rescues() { rescues_ = 0; }
  /// How long it has stood (after rescue) or did stand (after recovered), in milliseconds.
  std::int64_t stood_ms() const { return stood_ms_; }

private:
  Progress last_{};
  bool seen_ = false;
  unsigned rescues_ = 0;
  std::int64_t moved_at_ = 0;
  std::int64_t kicked_at_ = 0;
  std::int64_t stood_ms_ = 0;
};

} // namespace netroot::watchdog
