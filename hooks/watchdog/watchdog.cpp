// SPDX-License-Identifier: GPL-2.0-or-later
#include "hooks/watchdog/watchdog.h"
#include "hooks/watchdog/sysfs.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace netroot::watchdog {

namespace {

int open_below(const char* root, const char* folder, int& error) {
  char path[512];
  std::snprintf(path, sizeof path, "%s%s", root, folder);
  const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    error = errno;
  return fd;
}

// A machine without it is watched all the same.
DIR* list_links(const char* root) {
  int ignored = 0;
  const int fd = open_below(root, "/sys/class/net", ignored);
  return fd < 0 ? nullptr : fdopendir(fd);
}

DIR* list_below(const char* root, const char* folder, int& error) {
  const int fd = open_below(root, folder, error);
  return fd < 0 ? nullptr : fdopendir(fd);
}

constexpr char prefix[] = "etherd!e";

bool is_disk(const char* name) {
  return std::strncmp(name, prefix, sizeof prefix - 1) == 0;
}

const char* address_of(const char* disk) {
  return disk + sizeof prefix - 2;
}

} // namespace

Watchdog::Watchdog(const Options& options)
    : stall_ms_(options.stall_ms), block_(list_below(options.root, "/sys/block", error_)),
      dev_(open_below(options.root, "/dev", error_)), notice_(*options.root == '\0' ? dev_ : -1),
      links_(list_links(options.root), notice_) {}

Watchdog::Disk* Watchdog::find_or_add(const char* name) {
  for (unsigned i = 0; i < count_; ++i)
    if (std::strcmp(disks_[i].name, name) == 0)
      return &disks_[i];
  if (count_ == max_disks || std::strlen(name) >= sizeof disks_[0].name)
    return nullptr;
  std::strcpy(disks_[count_].name, name);
  return &disks_[count_++];
}

bool Watchdog::tell_driver(const char* control, const char* word) const {
  const int fd = openat(dev_, control, O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    return false;
  const auto length = static_cast<ssize_t>(std::strlen(word));
  const bool done = write(fd, word, static_cast<std::size_t>(length)) == length;
  close(fd);
  return done;
}

// Before the disks, of which one that stands still may keep a rescue waiting in the kernel.
void Watchdog::look_at_links() {
  links_.begin();
  rewinddir(block_);
  char netif[256];
  char payload[32];
  while (const dirent* entry = readdir(block_))
    if (is_disk(entry->d_name) &&
        read_text(dirfd(block_), entry->d_name, "netif", netif, sizeof netif) &&
        read_text(dirfd(block_), entry->d_name, "payload", payload, sizeof payload))
      links_.needs(netif, std::strtol(payload, nullptr, 10));
  if (links_.look())
    tell_driver("etherd/discover", "\n");
}

bool Watchdog::look_at(Disk& disk, std::int64_t now_ms) {
  char inflight[64];
  char stat[256];
  Progress progress;
  const int folder = dirfd(block_);
  if (!read_text(folder, disk.name, "inflight", inflight, sizeof inflight) ||
      !read_text(folder, disk.name, "stat", stat, sizeof stat) ||
      !parse_progress(inflight, stat, progress))
    return false; // gone since the folder was listed
  const char* address = address_of(disk.name);
  char text[160];
  switch (disk.watch.look(progress, now_ms, stall_ms_)) {
  case Verdict::fine:
    return false;
  case Verdict::recovered:
    std::snprintf(text, sizeof text, "%s moves again after %lld ms and %u revalidation(s)", address,
                  static_cast<long long>(disk.watch.stood_ms()), disk.watch.rescues());
    notice_.say(text);
    disk.watch.forget_rescues();
    return false;
  case Verdict::rescue:
    break;
  }
  const bool kicked = tell_driver("etherd/revalidate", address);
  const unsigned n = disk.watch.rescues();
  if (is_power_of_two(n)) { // a dead target is not to fill the log
    std::snprintf(text, sizeof text, "%s stood still for %lld ms with %llu in flight: %s (no. %u)",
                  address, static_cast<long long>(disk.watch.stood_ms()),
                  static_cast<unsigned long long>(progress.in_flight),
                  kicked ? "revalidated" : std::strerror(errno), n);
    notice_.say(text);
  }
  return kicked;
}

unsigned Watchdog::look(std::int64_t now_ms) {
  look_at_links();
  unsigned rescued = 0;
  rewinddir(block_);
  while (const dirent* entry = readdir(block_)) {
    if (!is_disk(entry->d_name))
      continue;
    Disk* disk = find_or_add(entry->d_name);
    if (disk != nullptr && look_at(*disk, now_ms))
      ++rescued;
  }
  return rescued;
}

} // namespace netroot::watchdog
