// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "hooks/watchdog/link_watch.h"
#include "hooks/watchdog/notice.h"

#include <dirent.h>

namespace netroot::watchdog {

/// Watches the network interfaces under /sys/class/net: one whose MTU was lowered below what a disk
/// behind it needs gets it back, whoever lowered it.
class LinkGuard {
public:
  /// net: the folder, opened, and from now on this guard's; nullptr: there is nothing to watch.
  LinkGuard(DIR* net, const Notice& notice) : net_(net), notice_(notice) {}
  LinkGuard(const LinkGuard&) = delete;
  LinkGuard& operator=(const LinkGuard&) = delete;
  ~LinkGuard() {
    if (net_ != nullptr)
      closedir(net_);
  }
  /// A new look: no disk needs anything yet.
  void begin();
  /// A disk whose frames carry `payload` bytes through the interfaces of `netif`, as sysfs has
  /// them: names with commas between.
  void needs(const char* netif, long payload);
  /// True when the targets are to be asked again: a cable came back, or an MTU was restored. The
  /// driver leaves an interface out that has lost frames until an answer comes through it, and
  /// asks by itself once a minute only.
  bool look();

private:
  struct Link {
    char name[16];
    long needed;
    LinkWatch watch;
    unsigned refused; // how often in a row its MTU could not be set back
  };
  static constexpr unsigned max_links = 64;

  Link* find_or_add(const char* name, unsigned long length);
  bool look_at(Link& link);
  bool restore(Link& link, long mtu, long wanted) const;

  DIR* net_;
  const Notice& notice_;
  Link links_[max_links]{};
  unsigned count_ = 0;
};

} // namespace netroot::watchdog
