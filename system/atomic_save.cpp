// SPDX-License-Identifier: GPL-2.0-or-later
// atomic_save(): see system/files.h. The order of calls is the point: bytes, fsync, rename, fsync
// of the folder, as rename(2) and fsync(2) promise durability only together.
#include "system/disk_calls.h"
#include "system/files.h"
#include "system/saving.h"
#include <cerrno>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace netroot {
namespace {

// The file is the new one; what a save in place that was cut short left beside it goes.
Outcome settle(const fs::path& file, std::string_view path) {
  if (disk_calls().sync_folder(file.parent_path().c_str()) != 0)
    return failure("saved " + std::string(path) +
                   ", but its folder could not be synced: " + errno_text(errno));
  if (has_rescue(file) && !remove_rescue(file))
    return rescue_stays(path, errno);
  return {};
}

} // namespace

Outcome atomic_save(const RootDir& root, std::string_view path, std::string_view bytes,
                    SaveOptions options) {
  auto file = root.follow(path);
  if (!file)
    return tl::unexpected(file.error());
  struct stat old;
  bool there = stat(file->c_str(), &old) == 0;
  if (there && !S_ISREG(old.st_mode))
    return failure("cannot save " + std::string(path) + ": it is no regular file");
  remove_left_temporaries(*file);
  auto before = there ? read_file(root, path) : Result<std::string>();
  if (there && before && *before == bytes && !has_rescue(*file))
    return {};
  Temporary temporary = write_temporary(*file, bytes, there ? &old : nullptr, options.mode);
  if (temporary.failed)
    return cannot_save(path, temporary.failed, errno);
  if (disk_calls().rename(temporary.name.c_str(), file->c_str()) == 0)
    return settle(*file, path);
  int error_number = errno;
  disk_calls().unlink(temporary.name.c_str());
  if (!there || (error_number != EXDEV && error_number != EBUSY))
    return cannot_save(path, "rename", error_number);
  return before ? save_in_place(*file, path, bytes, *before, old) : tl::unexpected(before.error());
}

} // namespace netroot
