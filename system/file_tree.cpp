// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/file_tree.h"
#include <cerrno>
#include <sys/stat.h>

namespace fs = std::filesystem;

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

Outcome remove_tree(const RootDir& root, std::string_view path) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  if (*real == root.directory() || fs::path(path).lexically_normal() == "/")
    return failure("refused to remove " + std::string(path) + ", the root folder");
  std::error_code error;
  fs::remove_all(*real, error);
  if (error)
    return failure("cannot remove " + std::string(path) + ": " + error.message());
  return {};
}

} // namespace netroot
