// SPDX-License-Identifier: GPL-2.0-or-later
// TargetSource: where the wizard learns of targets: from our own client of the AoE protocol
// (client_targets.h), or from the kernel's driver (kernel_targets.h).
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

struct Remarks {
  std::string doubt;    // why it may not be the disk that it seems to be (aoe::describe_doubts)
  std::string claim;    // its config string
  bool is_ours = false; // the claim is one of this machine's
  bool operator==(const Remarks&) const = default;
};

// The ways to a target, in sentences (udeb/aoe/quality.h).
struct Ways {
  std::vector<std::string> warnings, figures;
};

// Reads disks, one after the other; each thread has its own.
class TargetReader {
public:
  virtual ~TargetReader() = default;
  // What was told before a failure is in `look`. Error: it cannot be read, not in time, or `stop`
  // became readable. Never waits for longer than `timeout`.
  virtual Outcome look_at(const TargetName& target, DiskLook& look,
                          std::chrono::milliseconds timeout, int stop) = 0;
  // How good the ways to it are, for a person; costs up to some seconds. Nothing where that cannot
  // be told, or was not in time.
  virtual Ways ways(const TargetName& /*target*/, std::chrono::milliseconds /*timeout*/,
                    int /*stop*/) {
    return {};
  }
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
  // What their servers say beside the disk, of those of which there is something to be told; the
  // driver knows none of it.
  virtual std::map<std::string, Remarks> remarks() { return {}; }
  // The claim on a target as it is at this moment, unless it is this machine's; empty: none, or
  // nothing can tell. Waits as a reader does.
  virtual Result<std::string> foreign_claim(const TargetName& /*target*/,
                                            std::chrono::milliseconds /*timeout*/, int /*stop*/) {
    return std::string();
  }
  // Readable when something may have changed, to be read empty; invalid where nothing tells.
  virtual FileDescriptor changes() = 0;
  virtual std::unique_ptr<TargetReader> reader() = 0;
};

} // namespace netroot::wizard
