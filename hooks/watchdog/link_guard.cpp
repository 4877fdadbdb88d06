// SPDX-License-Identifier: GPL-2.0-or-later
#include "hooks/watchdog/link_guard.h"
#include "hooks/watchdog/sysfs.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace netroot::watchdog {

LinkGuard::Link* LinkGuard::find_or_add(const char* name, unsigned long length) {
  for (unsigned i = 0; i < count_; ++i)
    if (std::strlen(links_[i].name) == length && std::strncmp(links_[i].name, name, length) == 0)
      return &links_[i];
  if (count_ == max_links || length == 0 || length >= sizeof links_[0].name)
    return nullptr;
  std::memcpy(links_[count_].name, name, length);
  return &links_[count_++];
}

void LinkGuard::begin() {
  for (unsigned i = 0; i < count_; ++i)
    links_[i].needed = 0;
}

void LinkGuard::needs(const char* netif, long payload) {
  const long needed = mtu_for_payload(payload);
  while (*netif != '\0') {
    const unsigned long length = std::strcspn(netif, ",\n");
    Link* link = find_or_add(netif, length);
    if (link != nullptr && needed > link->needed)
      link->needed = needed;
    netif += length;
    netif += std::strspn(netif, ",\n");
  }
}

// Interfaces that nothing is behind (bridges, containers' ends) do not matter until a disk is.
bool LinkGuard::look() {
  if (net_ == nullptr)
    return false;
  rewinddir(net_);
  while (const dirent* entry = readdir(net_)) {
    char device[64];
    std::snprintf(device, sizeof device, "%.32s/device", entry->d_name);
    if (entry->d_name[0] != '.' && faccessat(dirfd(net_), device, F_OK, 0) == 0)
      find_or_add(entry->d_name, std::strlen(entry->d_name));
  }
  bool ask = false;
  for (unsigned i = 0; i < count_; ++i)
    ask = look_at(links_[i]) || ask;
  return ask;
}

bool LinkGuard::look_at(Link& link) {
  char text[32];
  // An interface that is down has a carrier that cannot be read.
  const bool carrier =
      read_text(dirfd(net_), link.name, "carrier", text, sizeof text) && text[0] == '1';
  bool ask = link.watch.carrier_came(carrier);
  if (!read_text(dirfd(net_), link.name, "mtu", text, sizeof text))
    return ask;
  const long mtu = std::strtol(text, nullptr, 10);
  const long wanted = link.watch.mtu_to_restore(mtu, link.needed);
  return (wanted != 0 && restore(link, mtu, wanted)) || ask;
}

bool LinkGuard::restore(Link& link, long mtu, long wanted) const {
  char path[64];
  char text[160];
  std::snprintf(path, sizeof path, "%s/mtu", link.name);
  const int fd = openat(dirfd(net_), path, O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    return false;
  const int length = std::snprintf(text, sizeof text, "%ld\n", wanted);
  const bool done = write(fd, text, static_cast<unsigned>(length)) == length;
  close(fd);
  link.refused = done ? 0 : link.refused + 1;
  if (!is_power_of_two(link.refused)) // tried twice a second, it is not to fill the log
    return false;
  std::snprintf(
      text, sizeof text,
      "the MTU of %s was lowered to %ld, which the disk behind it does not survive: %s %ld",
      link.name, mtu, done ? "set back to" : "cannot be set to", wanted);
  notice_.say(text);
  return done;
}

} // namespace netroot::watchdog
