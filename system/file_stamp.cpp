// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/file_stamp.h"
#include <cerrno>
#include <sys/stat.h>

namespace netroot {

Result<FileStamp> file_stamp(const RootDir& root, std::string_view path) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  struct stat about;
  if (stat(real->c_str(), &about) != 0)
    return failure("cannot look at " + std::string(path) + ": " + errno_text(errno));
  return FileStamp{static_cast<uint64_t>(about.st_size), about.st_ino,
                   about.st_mtim.tv_sec * 1'000'000'000 + about.st_mtim.tv_nsec};
}

} // namespace netroot
