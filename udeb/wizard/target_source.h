// SPDX-License-Identifier: GPL-2.0-or-later
// TargetSource: where the wizard learns of targets. The only place that knows how they are found:
// here the kernel's driver; a client of the AoE protocol of our own can take its place.
#pragma once
#include "system/file_descriptor.h"
#include "udeb/attach/targets.h"
#include "udeb/probe/contents.h"
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace netroot::wizard {

// Reads disks, one after the other; each thread has its own.
class TargetReader {
public:
  virtual ~TargetReader() = default;
  // What was told before a failure is in `look`. Error: it cannot be read, not in time, or `stop`
  // became readable. Never waits for longer than `timeout`.
  virtual Outcome look_at(const TargetName& target, DiskLook& look,
                          std::chrono::milliseconds timeout, int stop) = 0;
  // The last look took too long, and what does it may still be stuck.
  virtual bool hung() const = 0;
};

// Its methods may be called from several threads.
class TargetSource {
public:
  virtual ~TargetSource() = default;
  // One query to the network: answers come in the seconds after it.
  virtual Outcome ask() = 0;
  // What is known, in order of shelf and slot. May take a tenth of a second for thousands.
  virtual std::vector<Target> list() = 0;
  virtual std::optional<Target> find(const TargetName& target) = 0;
  // Disks that this machine works on, with how ("e0.4" to "e0.4p1 is mounted on /srv").
  virtual std::map<std::string, std::string> in_use() = 0;
  // Readable when something may have changed, to be read empty; invalid where nothing tells.
  virtual FileDescriptor changes() = 0;
  virtual std::unique_ptr<TargetReader> reader() = 0;
};

} // namespace netroot::wizard
