// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/saving.h"
#include "system/disk_calls.h"
#include "system/file_descriptor.h"
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace netroot {
namespace {

constexpr std::string_view temporary_mark = ".netroot-";
constexpr size_t random_part = 6; // of mkostemp(3)

bool is_temporary_of(const std::string& name, const std::string& file) {
  size_t fixed = file.size() + temporary_mark.size();
  return name.size() == fixed + random_part && name.starts_with(file) &&
         name.compare(file.size(), temporary_mark.size(), temporary_mark) == 0 &&
         std::all_of(name.begin() + static_cast<std::ptrdiff_t>(fixed), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
         });
}

// The lock tells a file being written from one left behind; whoever removes those takes it, too, so
// that a file may be gone by the time it is locked.
FileDescriptor make_locked_temporary(const fs::path& file, std::string& name) {
  for (;;) {
    name = file.string() + std::string(temporary_mark) + std::string(random_part, 'X');
    FileDescriptor made(disk_calls().make_temporary(name.data()));
    struct stat about;
    if (!made.valid() || flock(made.get(), LOCK_EX) != 0 || fstat(made.get(), &about) != 0 ||
        about.st_nlink > 0)
      return made;
  }
}

const char* fill(const FileDescriptor& file, std::string_view bytes, const struct stat* old,
                 unsigned mode) {
  DiskCalls& disk = disk_calls();
  if (old && disk.fchown(file.get(), old->st_uid, old->st_gid) != 0)
    return "keep its owner";
  if (disk.fchmod(file.get(), old ? old->st_mode & 07777 : mode) != 0)
    return "keep its mode";
  if (!write_all(file.get(), bytes))
    return "write";
  if (disk.fsync(file.get()) != 0)
    return "fsync";
  return nullptr;
}

} // namespace

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = disk_calls().write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

Temporary write_temporary(const fs::path& file, std::string_view bytes, const struct stat* old,
                          unsigned mode) {
  Temporary temporary;
  temporary.lock = make_locked_temporary(file, temporary.name);
  if (!temporary.lock.valid()) {
    temporary.failed = "make a temporary file beside it";
    return temporary;
  }
  temporary.failed = fill(temporary.lock, bytes, old, mode);
  if (temporary.failed) {
    int error_number = errno;
    disk_calls().unlink(temporary.name.c_str());
    errno = error_number;
  }
  return temporary;
}

void remove_left_temporaries(const fs::path& file) {
  std::error_code ignored;
  for (fs::directory_iterator entry(file.parent_path(), ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (!is_temporary_of(entry->path().filename().string(), file.filename().string()))
      continue;
    FileDescriptor left(
        open(entry->path().c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat about;
    if (left.valid() && fstat(left.get(), &about) == 0 && S_ISREG(about.st_mode) &&
        flock(left.get(), LOCK_EX | LOCK_NB) == 0)
      disk_calls().unlink(entry->path().c_str());
  }
}

fs::path rescue_name(const fs::path& file) {
  return file.string() + ".netroot-save";
}

bool has_rescue(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(fs::symlink_status(rescue_name(file), ignored));
}

bool remove_rescue(const fs::path& file) {
  return disk_calls().unlink(rescue_name(file).c_str()) == 0 &&
         disk_calls().sync_folder(file.parent_path().c_str()) == 0;
}

tl::unexpected<Error> rescue_stays(std::string_view path, int error_number) {
  std::string rescue = rescue_name(path).string();
  return failure("saved " + std::string(path) + ", but " + rescue +
                     " could not be removed: " + errno_text(error_number),
                 "remove it: as long as it is there, it is taken for the content of " +
                     std::string(path));
}

tl::unexpected<Error> cannot_save(std::string_view path, const char* what, int error_number) {
  std::string hint = error_number == ENOSPC || error_number == EDQUOT
                         ? "make room on that file system and run the step again"
                         : "";
  return failure("cannot save " + std::string(path) + ": " + what + ": " +
                     errno_text(error_number) + "; the file is as it was",
                 hint);
}

} // namespace netroot
