// SPDX-License-Identifier: GPL-2.0-or-later
// One at a time: an advisory lock on a file, flock(2), held until the object ends.
#pragma once
#include "system/file_descriptor.h"
#include "system/result.h"
#include "system/root_dir.h"
#include <string_view>

namespace netroot {

class FileLock {
public:
  // Waits for whoever holds it. The file and its folder are made when they are missing; the file
  // stays.
  static Result<FileLock> take(const RootDir& root, std::string_view path);

private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

} // namespace netroot
