// SPDX-License-Identifier: GPL-2.0-or-later
// The changes of the boot files, newest last, so that each can be taken back:
//   /var/lib/netroot/history/000012/before/boot/grub/menu.lst   the bytes before; none: no such
//   file /var/lib/netroot/history/000012/after/boot/grub/menu.lst    and after
//   /var/lib/netroot/history/000012/about                       "reason …", "time …", and a line
//   for
// each file: "changed PATH", "made PATH" or "removed PATH".
// "about" is written last: a folder without it is a record that a power cut ended, and is ignored.
#pragma once
#include "grubfix/file_change.h"

namespace netroot {

inline constexpr char history_folder[] = "/var/lib/netroot/history";
inline constexpr size_t history_length = 10;

struct Recorded {
  std::string number; // "000012"
  std::string reason; // the command, "regenerate --hook postinst 6.12.1"
  std::string time;   // UTC, "2026-01-31T12:00:00Z"
  std::vector<FileChange> changes;
};

// Written before the change is carried out; records beyond history_length go, the oldest first.
// Returns the number.
Result<std::string> record_change(const RootDir& root, const std::string& reason,
                                  const std::vector<FileChange>& changes);
// In order. Error: a record that is complete cannot be read.
Result<std::vector<Recorded>> read_history(const RootDir& root);
Outcome forget_change(const RootDir& root, const std::string& number);

} // namespace netroot
