// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/disk_bytes.h"
#include "system/file_descriptor.h"
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace netroot {

constexpr char hint[] = "Check that the disk is attached, answering and as large as it should be.";

Result<std::string> read_bytes(const RootDir& root, std::string_view path, uint64_t offset,
                               size_t count) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  FileDescriptor disk(open(real->c_str(), O_RDONLY | O_CLOEXEC));
  if (!disk.valid())
    return failure("cannot open " + real->string() + ": " + errno_text(errno), hint);
  std::string bytes(count, '\0');
  size_t have = 0;
  while (have < count) {
    ssize_t got =
        pread(disk.get(), bytes.data() + have, count - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return failure(
          "cannot read " + std::to_string(count) + " bytes at byte " + std::to_string(offset) +
              " of " + real->string() + ": " +
              (got == 0 ? "it ends at byte " + std::to_string(offset + have) : errno_text(errno)),
          hint);
    have += static_cast<size_t>(got);
  }
  return bytes;
}

} // namespace netroot
