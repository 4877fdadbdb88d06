// SPDX-License-Identifier: GPL-2.0-or-later
#include "hooks/watchdog/disk_watch.h"

#include <cinttypes>
#include <cstdio>

namespace netroot::watchdog {

bool parse_progress(const char* inflight, const char* stat, Progress& out) {
  std::uint64_t reading = 0;
  std::uint64_t writing = 0;
  if (std::sscanf(inflight, "%" SCNu64 " %" SCNu64, &reading, &writing) != 2)
    return false;
  auto& d = out.done;
  const int fields = std::sscanf(stat,
                                 "%" SCNu64 " %*u %" SCNu64 " %*u %" SCNu64 " %*u %" SCNu64
                                 " %*u %*u %*u %*u %" SCNu64 " %*u %" SCNu64 " %*u %" SCNu64,
                                 &d[0], &d[1], &d[2], &d[3], &d[4], &d[5], &d[6]);
  out.in_flight = reading + writing;
  return fields >= 4; // discards came with Linux 4.18, flushes with 5.5
}

Verdict DiskWatch::look(const Progress& now, std::int64_t now_ms, std::int64_t stall_ms) {
  const bool moved = !seen_ || now.done != last_.done || now.in_flight == 0;
  last_ = now;
  seen_ = true;
  if (moved) {
    const bool was_stalled = rescues_ > 0;
    stood_ms_ = now_ms - moved_at_;
    moved_at_ = kicked_at_ = now_ms;
    if (!was_stalled)
      return Verdict::fine;
    return Verdict::recovered;
  }
  if (now_ms - kicked_at_ < stall_ms)
    return Verdict::fine;
  kicked_at_ = now_ms;
  stood_ms_ = now_ms - moved_at_;
  ++rescues_;
  return Verdict::rescue;
}

} // namespace netroot::watchdog
