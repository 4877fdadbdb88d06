// SPDX-License-Identifier: GPL-2.0-or-later
// save_in_place(): no order of calls makes a write in place whole, so the old bytes are on disk
// beside the file, under a name that read_file() knows, before its first byte changes.
#include "system/disk_calls.h"
#include "system/saving.h"
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace netroot {
namespace {

Outcome keep_beside(const fs::path& file, std::string_view path, const std::string& before,
                    const struct stat& old) {
  Temporary temporary = write_temporary(file, before, &old, 0600);
  if (temporary.failed)
    return cannot_save(path, temporary.failed, errno);
  DiskCalls& disk = disk_calls();
  fs::path rescue = rescue_name(file);
  bool renamed = disk.rename(temporary.name.c_str(), rescue.c_str()) == 0;
  if (renamed && disk.sync_folder(file.parent_path().c_str()) == 0)
    return {};
  int error_number = errno;
  disk.unlink(renamed ? rescue.c_str() : temporary.name.c_str());
  return cannot_save(path, "keep its old content beside it", error_number);
}

bool overwrite(int file, std::string_view bytes) {
  return lseek(file, 0, SEEK_SET) == 0 && write_all(file, bytes) &&
         disk_calls().ftruncate(file, static_cast<off_t>(bytes.size())) == 0 &&
         disk_calls().fsync(file) == 0;
}

// Called when no byte of the file was changed, or all of them are on disk again.
tl::unexpected<Error> give_up(const fs::path& file, std::string_view path, const char* what,
                              int error_number) {
  remove_rescue(file);
  return cannot_save(path, what, error_number);
}

} // namespace

Outcome save_in_place(const fs::path& file, std::string_view path, std::string_view bytes,
                      const std::string& before, const struct stat& old) {
  // One that is there already holds the last whole content; the file may be torn.
  bool kept = has_rescue(file);
  if (!kept)
    if (auto saved = keep_beside(file, path, before, old); !saved)
      return saved;
  FileDescriptor open_file(disk_calls().open_existing(file.c_str()));
  if (!open_file.valid() && kept)
    return cannot_save(path, "open", errno);
  if (!open_file.valid())
    return give_up(file, path, "open", errno);
  if (!overwrite(open_file.get(), bytes)) {
    int error_number = errno;
    if (overwrite(open_file.get(), before))
      return give_up(file, path, "write in place", error_number);
    return failure("cannot save " + std::string(path) + ": " + errno_text(error_number),
                   "its old content is whole in " + rescue_name(path).string() +
                       "; netroot reads that one until the next save");
  }
  return remove_rescue(file) ? Outcome() : rescue_stays(path, errno);
}

} // namespace netroot
