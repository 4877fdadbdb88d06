// SPDX-License-Identifier: GPL-2.0-or-later
// netroot-watchdog: frees AoE disks that the kernel's driver has let stall. Runs while the disk it
// depends on stands still, so it keeps all of itself in memory and never starts a program.
#include "hooks/watchdog/watchdog.h"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <getopt.h>
#include <linux/prctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

using netroot::watchdog::Options;
using netroot::watchdog::Watchdog;

constexpr char usage_text[] =
    "Usage: netroot-watchdog [--once] [--daemon] [--stay] [--root DIR]\n"
    "                        [--interval-ms N] [--stall-ms N]\n"
    "Kicks AoE disks whose requests in flight have stood still, by /dev/etherd/revalidate.\n"
    "  --once         look for one stall time, then end\n"
    "  --daemon       go on in the background\n"
    "  --stay         live through the end of a shutdown, until the last write is done\n"
    "  --root DIR     look below DIR/sys and DIR/dev\n"
    "  --interval-ms  between two looks (10..60000, 500)\n"
    "  --stall-ms     standing still this long is a stall (10..600000, 2000)\n";

bool parse_ms(const char* text, long max, std::int64_t& out) {
  char* end = nullptr;
  errno = 0;
  const long value = std::strtol(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0' || value < 10 || value > max)
    return false;
  out = value;
  return true;
}

int usage(int status) {
  std::fputs(usage_text, status == 0 ? stdout : stderr);
  return status;
}

/// 0 to go on, else the exit status plus one.
int parse(int argc, char** argv, Options& o) {
  const option longs[] = {{"once", no_argument, nullptr, 'o'},
                          {"daemon", no_argument, nullptr, 'd'},
                          {"stay", no_argument, nullptr, 's'},
                          {"root", required_argument, nullptr, 'r'},
                          {"interval-ms", required_argument, nullptr, 'i'},
                          {"stall-ms", required_argument, nullptr, 't'},
                          {"help", no_argument, nullptr, 'h'},
                          {}};
  for (int c; (c = getopt_long(argc, argv, "", longs, nullptr)) != -1;) {
    bool good = true;
    if (c == 'o')
      o.once = true;
    else if (c == 'd')
      o.background = true;
    else if (c == 's')
      o.stay = true;
    else if (c == 'r')
      o.root = optarg;
    else if (c == 'i')
      good = parse_ms(optarg, 60'000, o.interval_ms);
    else if (c == 't')
      good = parse_ms(optarg, 600'000, o.stall_ms);
    else if (c == 'h')
      return usage(0) + 1;
    else
      return usage(2) + 1;
    if (!good) {
      std::fprintf(stderr, "netroot-watchdog: %s: not a number of milliseconds in range\n", optarg);
      return 3;
    }
  }
  return optind == argc ? 0 : usage(2) + 1;
}

/// One per machine: the one started in the initramfs lives on beside the system's service. The name
/// is in the abstract namespace, for there is no folder that both of them see.
bool is_only_one() {
  const int lock = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  constexpr char name[] = "netroot-watchdog";
  std::memcpy(address.sun_path + 1, name, sizeof name - 1);
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + sizeof name);
  return lock < 0 || bind(lock, reinterpret_cast<const sockaddr*>(&address), length) == 0 ||
         errno != EADDRINUSE;
}

void go_to_background() {
  if (fork() > 0)
    _exit(0);
  setsid();
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd < 3 && null >= 0; ++fd)
    dup2(null, fd);
}

/// Reclaiming memory may mean writing to the very disk that stands still. Without the privilege
/// (tests) the watch works all the same.
void stay_in_memory() {
  if (mlockall(MCL_CURRENT | MCL_FUTURE) != 0 || prctl(PR_SET_IO_FLUSHER, 1, 0, 0, 0) != 0)
    errno = 0;
}

std::int64_t now_ms() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1'000'000;
}

void wait_ms(std::int64_t ms) {
  const timespec t{ms / 1000, ms % 1000 * 1'000'000};
  nanosleep(&t, nullptr);
}

int watch(Watchdog& dog, const Options& o) {
  const std::int64_t end = now_ms() + o.stall_ms;
  for (;;) {
    const std::int64_t now = now_ms();
    dog.look(now);
    if (o.once && now >= end)
      return 0;
    wait_ms(o.interval_ms);
  }
}

} // namespace

int main(int argc, char** argv) {
  Options options;
  if (const int stop = parse(argc, argv, options); stop != 0)
    return stop - 1;
  if (*options.root == '\0' && !is_only_one()) {
    std::fputs("netroot-watchdog: already running\n", stderr);
    return 0;
  }
  if (options.stay)
    argv[0][0] =
        '@'; // systemd.io/ROOT_STORAGE_DAEMONS: not killed when the root may still be written
  Watchdog dog(options);
  if (dog.error() != 0) {
    std::fprintf(stderr, "netroot-watchdog: cannot open %s/sys/block and %s/dev: %s\n",
                 options.root, options.root, std::strerror(dog.error()));
    return 1;
  }
  if (options.background)
    go_to_background();
  stay_in_memory();
  return watch(dog, options);
}
