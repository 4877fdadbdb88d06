// SPDX-License-Identifier: GPL-2.0-or-later
#include "hooks/watchdog/sysfs.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

namespace netroot::watchdog {

bool read_text(int parent, const char* folder, const char* file, char* text, std::size_t size) {
  char path[64];
  std::snprintf(path, sizeof path, "%s/%s", folder, file);
  const int fd = openat(parent, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return false;
  const ssize_t got = read(fd, text, size - 1);
  close(fd);
  text[got > 0 ? got : 0] = '\0';
  return got > 0;
}

} // namespace netroot::watchdog
