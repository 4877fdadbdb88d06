// SPDX-License-Identifier: GPL-2.0-or-later
// Looking at disks without waiting for one that has gone. A read from a network disk whose server
// is gone blocks in the kernel for up to three minutes (aoe_deadsecs), and neither a thread nor a
// process in there can be ended; so a process of its own does the reading: `netroot probe`.
#pragma once
#include "system/helper_process.h"
#include "udeb/probe/contents.h"

namespace netroot {

// How long a disk may take to answer before it counts as unreadable.
inline constexpr std::chrono::seconds probe_timeout{5};

// That process: paths of disks come from `requests`, one a line; looks go to `answers`, each ended
// by a line ".". "error WHAT" in front of it when the disk could not be read. Ends with its input.
Outcome run_probe(int requests, int answers);
// The verb by which the program runs it.
inline constexpr char probe_verb[] = "probe";

// Keeps one such process. Not for several threads at once.
class DiskReader {
public:
  // By default this very program. A test gives another.
  explicit DiskReader(std::vector<std::string> argv = {"/proc/self/exe", probe_verb})
      : helper_(std::move(argv)) {}

  // `path` as open(2) takes it, the root in front. What was told before the failure is in `look`.
  // Error: the disk cannot be read, or not in time; or `stop` became readable.
  Outcome look_at(const std::string& path, DiskLook& look,
                  std::chrono::milliseconds timeout = probe_timeout, int stop = -1);
  // The last look took too long: its process was left behind.
  bool hung() const { return helper_.timed_out(); }

private:
  HelperProcess helper_;
};

} // namespace netroot
