// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/file_lock.h"
#include "system/files.h"
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace netroot {

Result<FileLock> FileLock::take(const RootDir& root, std::string_view path) {
  std::string folder = std::filesystem::path(path).parent_path().string();
  if (auto made = make_dirs(root, folder); !made)
    return tl::unexpected(made.error());
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  FileDescriptor file(open(real->c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  int locked = file.valid() ? 0 : -1;
  while (file.valid() && (locked = flock(file.get(), LOCK_EX)) != 0 && errno == EINTR) {
  }
  if (locked != 0)
    return failure("cannot lock " + std::string(path) + ": " + errno_text(errno));
  return FileLock(std::move(file));
}

} // namespace netroot
