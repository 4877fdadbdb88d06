// SPDX-License-Identifier: GPL-2.0-or-later
// The MBR partition table of a disk, as GRUB legacy and the kernel number its partitions. Layout:
// four entries of 16 bytes from byte 446 of the first sector, signature 55 AA at 510; logical
// partitions are a chain of such sectors inside the extended one (types 05, 0F, 85).
#pragma once
#include "system/root_dir.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace netroot {

inline constexpr unsigned sector_size = 512; // AoE counts in these, whatever the disk behind says

struct Partition {
  unsigned number = 0;  // 1..4 primary, from 5 on logical; /dev/etherd/e0.0pN, GRUB's (hd0,N-1)
  uint8_t type = 0;     // 0x83 Linux, 0x82 swap, …
  uint64_t start = 0;   // in sectors from the start of the disk
  uint64_t sectors = 0; // size
};

// Error, naming what was found: no label, a GPT label (an entry of type EE), an unreadable disk, a
// chain of logical partitions that is broken or leads back into itself.
Result<std::vector<Partition>> read_partition_table(const RootDir& root, std::string_view disk);
std::optional<Partition> find_partition(const std::vector<Partition>& table, unsigned number);

} // namespace netroot
