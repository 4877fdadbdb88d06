// SPDX-License-Identifier: GPL-2.0-or-later
// What tells a file from an earlier state of itself.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <cstdint>
#include <string_view>

namespace netroot {

// stat(2). Two equal stamps of one path: nobody has written or replaced the file in between.
struct FileStamp {
  uint64_t size = 0;
  uint64_t inode = 0;
  int64_t modified = 0; // nanoseconds since 1970
  bool operator==(const FileStamp&) const = default;
};
// Links are followed. Error when nothing is there.
Result<FileStamp> file_stamp(const RootDir& root, std::string_view path);

} // namespace netroot
