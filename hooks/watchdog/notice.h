// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace netroot::watchdog {

/// Of a message that comes again and again the 1st, 2nd, 4th, 8th … is said; 0 counts as one.
constexpr bool is_power_of_two(unsigned n) {
  return (n & (n - 1)) == 0;
}

/// Messages that can never make the watchdog wait: syslog(3) would, when the daemon that should
/// read the message is itself waiting for the stalled disk.
class Notice {
public:
  /// dev: an open descriptor of the /dev folder, kept valid when the initramfs moves its mounts;
  /// -1: say everything on standard error.
  explicit Notice(int dev);
  /// One line, at most 200 bytes. Goes to /dev/log when a daemon listens there and takes it at
  /// once, else to the kernel's log, else to standard error.
  void say(const char* text) const;

private:
  bool to_syslog(const char* line) const;

  bool use_syslog_;
  int kernel_log_;
};

} // namespace netroot::watchdog
