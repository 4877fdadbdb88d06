// SPDX-License-Identifier: GPL-2.0-or-later
// The superblock of ext2/3/4 (1024 bytes behind the start of the partition; layout: Linux,
// Documentation/filesystems/ext4/super.rst), as far as GRUB legacy cares.
#pragma once
#include "system/root_dir.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace netroot {

struct ExtFilesystem {
  uint32_t incompatible = 0;      // s_feature_incompat
  uint32_t readonly_features = 0; // s_feature_ro_compat
  std::string uuid;               // lower case with dashes, as blkid prints it
  // Names, as in mke2fs -O, of features in use that GRUB legacy cannot read; empty when it can.
  std::vector<std::string> unreadable_features() const;
};

// Nothing when there is another file system, or none. `start` in bytes from the start of the disk.
Result<std::optional<ExtFilesystem>> read_ext_filesystem(const RootDir& root, std::string_view disk,
                                                         uint64_t start);

} // namespace netroot
