// SPDX-License-Identifier: GPL-2.0-or-later
// What is on a disk now, as far as libblkid recognises it, and the words for it.
#pragma once
#include "udeb/probe/ata_identity.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

// A partition, or something on the disk as a whole.
struct Area {
  unsigned number = 0;          // of the partition, as in e0.0p1; 0: the whole disk
  unsigned long long bytes = 0; // its size
  std::string kind;  // libblkid's TYPE: "ext4", "swap", "LVM2_member", …; empty: unknown, of the
                     // whole disk: its ends are not all zeros
  std::string label; // of the file system, else the partition's name (gpt)
  std::string type;  // of the partition: "0x83", or a GUID in lower case
};

struct DiskContents {
  std::string table;       // "dos", "gpt", …; empty: no partition table
  std::vector<Area> areas; // in the order of the disk; extended partitions left out
  // Nothing was recognised, and its ends are zeros: there is nothing to lose.
  bool blank() const { return table.empty() && areas.empty(); }
};

// One look at a disk.
struct DiskLook {
  DiskIdentity identity;
  DiskContents contents;
};

// For the column of a list: "blank", "ext4 \"backup\"", "dos: ext4 \"root\", swap", "gpt: … +3",
// "unknown data".
std::string contents_in_short(const DiskContents& contents);
// One line each: "partition table: dos", "ext4 \"root\" on e0.0p1, 3.0 GiB". `disk` is "e0.0".
std::vector<std::string> contents_in_lines(const DiskContents& contents, const std::string& disk);

// How a look crosses from the process that reads the disk: lines of a word and a value, or of
// "area" and five values; blanks and what is no printable ASCII in a value are written %XX.
std::vector<std::string> look_to_lines(const DiskLook& look);
// False for a line that is none of them.
bool take_look_line(DiskLook& look, std::string_view line);

} // namespace netroot
