// SPDX-License-Identifier: GPL-2.0-or-later
// A piece of a disk or of a large file, read without taking the whole of it into memory.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace netroot {

// `count` bytes from byte `offset` on of a block device or regular file. Error when it cannot be
// read or ends earlier; it names the path and the offset.
Result<std::string> read_bytes(const RootDir& root, std::string_view path, uint64_t offset,
                               size_t count);

} // namespace netroot
