// SPDX-License-Identifier: GPL-2.0-or-later
// The changes of the boot files, newest last, so that each can be taken back. One file each,
// /var/lib/netroot/history/000012:
//   netroot boot change 1
//   reason regenerate --hook postinst 6.12.1
//   time 2026-01-31T12:00:00Z
//   changed 3817 4120 /boot/grub/menu.lst
//   made 0 23 /boot/grub/device.map
// with the lengths before and after in bytes ("removed" has no after), an empty line, and the bytes
// before and after of each file in that order. Written in one rename, so a record is there or not.
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
// In order. Error: one of them cannot be read.
Result<std::vector<Recorded>> read_history(const RootDir& root);
Outcome forget_change(const RootDir& root, const std::string& number);

// The text of a record and back; nothing when it is none.
std::string record_text(const Recorded& record);
std::optional<Recorded> parse_record(std::string_view text);

} // namespace netroot
