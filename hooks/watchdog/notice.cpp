// SPDX-License-Identifier: GPL-2.0-or-later
#include "hooks/watchdog/notice.h"

#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

namespace netroot::watchdog {

namespace {
constexpr int priority = LOG_DAEMON | LOG_NOTICE;
}

Notice::Notice(int dev)
    : use_syslog_(dev >= 0), kernel_log_(openat(dev, "kmsg", O_WRONLY | O_CLOEXEC | O_NONBLOCK)) {}

bool Notice::to_syslog(const char* line) const {
  const int log = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (log < 0)
    return false;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "/dev/log");
  const bool sent = sendto(log, line, std::strlen(line), MSG_DONTWAIT | MSG_NOSIGNAL,
                           reinterpret_cast<const sockaddr*>(&address), sizeof address) > 0;
  close(log);
  return sent;
}

void Notice::say(const char* text) const {
  char line[256];
  std::snprintf(line, sizeof line, "<%d>netroot: watchdog: %.200s\n", priority, text);
  if (use_syslog_ && to_syslog(line))
    return;
  const int fallback = kernel_log_ >= 0 ? kernel_log_ : STDERR_FILENO;
  if (write(fallback, line, std::strlen(line)) < 0)
    return; // nowhere left to say it, and waiting is not allowed
}

} // namespace netroot::watchdog
