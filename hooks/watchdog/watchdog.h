// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "hooks/watchdog/disk_watch.h"
#include "hooks/watchdog/link_guard.h"
#include "hooks/watchdog/notice.h"

#include <cstdint>
#include <dirent.h>

namespace netroot::watchdog {

struct Options {
  const char* root = "";          ///< prefix of /sys and /dev, for tests
  std::int64_t interval_ms = 500; ///< between two looks, 10..60000
  std::int64_t stall_ms = 2000;   ///< standing still this long is a stall, 10..600000
  bool once = false;              ///< look for one stall time, then end
  bool background = false;        ///< fork; the caller goes on when the watch has begun
  bool stay = false;              ///< survive systemd's last killing spree (see main.cpp)
};

/// Watches every AoE disk under /sys/block. Linux' aoe driver can lose a request on NICs that free
/// sent frames late (virtio-net): frames are due, none is on the wire, and nothing wakes it but a
/// write to /dev/etherd/revalidate. And the interfaces behind the disks (link_guard.h).
class Watchdog {
public:
  /// Opens what it needs; everything later goes by these descriptors, with no allocation.
  explicit Watchdog(const Options& options);
  /// 0, or the errno of opening /sys/block or /dev.
  int error() const { return error_; }
  /// Looks once at every disk and kicks those that stand still; gives the number of rescues.
  unsigned look(std::int64_t now_ms);

private:
  struct Disk {
    char name[32]; ///< of the folder: etherd!e0.0
    DiskWatch watch;
  };
  static constexpr unsigned max_disks = 64;

  Disk* find_or_add(const char* name);
  bool look_at(Disk& disk, std::int64_t now_ms);
  void look_at_links();
  /// Into a file below /dev.
  bool tell_driver(const char* control, const char* word) const;

  std::int64_t stall_ms_;
  int error_ = 0;
  DIR* block_;
  int dev_;
  Notice notice_;
  LinkGuard links_;
  Disk disks_[max_disks]{};
  unsigned count_ = 0;
};

} // namespace netroot::watchdog
