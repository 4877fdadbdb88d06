// SPDX-License-Identifier: GPL-2.0-or-later
// atomic_save(): see system/files.h. The order of calls is the point: bytes, fsync, rename, fsync
// of the folder, as rename(2) and fsync(2) promise durability only together.
#include "system/file_descriptor.h"
#include "system/files.h"
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace netroot {
namespace {

tl::unexpected<Error> cannot_save(std::string_view path, const char* what, int error_number) {
  std::string hint = error_number == ENOSPC || error_number == EDQUOT
                         ? "make room on that file system and run the step again"
                         : "";
  return failure("cannot save " + std::string(path) + ": " + what + ": " +
                     errno_text(error_number) + "; the file is as it was",
                 hint);
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

// A new file beside `real`, written and on disk; its name, or what failed with errno set.
struct Temporary {
  std::string name;
  const char* failed = nullptr;
};

Temporary write_temporary(const fs::path& real, std::string_view bytes, const struct stat* old,
                          unsigned mode) {
  Temporary temporary{real.string() + ".XXXXXX", nullptr};
  FileDescriptor file(mkostemp(temporary.name.data(), O_CLOEXEC));
  if (!file.valid()) {
    temporary.failed = "make a temporary file beside it";
    return temporary;
  }
  if (old && fchown(file.get(), old->st_uid, old->st_gid) != 0)
    temporary.failed = "keep its owner";
  else if (fchmod(file.get(), old ? old->st_mode & 07777 : mode) != 0)
    temporary.failed = "keep its mode";
  else if (!write_all(file.get(), bytes))
    temporary.failed = "write";
  else if (fsync(file.get()) != 0)
    temporary.failed = "fsync";
  else if (file.reset() != 0)
    temporary.failed = "close";
  if (temporary.failed) {
    int error_number = errno;
    unlink(temporary.name.c_str());
    errno = error_number;
  }
  return temporary;
}

bool sync_folder(const fs::path& folder) {
  FileDescriptor descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return descriptor.valid() && fsync(descriptor.get()) == 0;
}

// For a file that is a mount point of its own: rename cannot replace it. The old bytes stand beside
// it until the new ones are on disk.
Outcome save_in_place(const RootDir& root, const fs::path& real, std::string_view path,
                      std::string_view bytes, const struct stat& old) {
  auto before = read_file(root, path);
  if (!before)
    return tl::unexpected(before.error());
  Temporary rescue = write_temporary(real, *before, &old, 0600);
  if (rescue.failed)
    return cannot_save(path, rescue.failed, errno);
  std::string saved = real.string() + ".netroot-save";
  if (rename(rescue.name.c_str(), saved.c_str()) != 0 || !sync_folder(real.parent_path()))
    return cannot_save(path, "keep its old content beside it", errno);
  FileDescriptor file(open(real.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.valid())
    return cannot_save(path, "open", errno);
  bool good = write_all(file.get(), bytes) &&
              ftruncate(file.get(), static_cast<off_t>(bytes.size())) == 0 &&
              fsync(file.get()) == 0;
  if (!good) {
    int error_number = errno;
    bool restored = lseek(file.get(), 0, SEEK_SET) == 0 && write_all(file.get(), *before) &&
                    ftruncate(file.get(), static_cast<off_t>(before->size())) == 0 &&
                    fsync(file.get()) == 0;
    if (!restored)
      return failure("cannot save " + std::string(path) + ": " + errno_text(error_number),
                     "its old content is in " + std::string(path) + ".netroot-save");
    unlink(saved.c_str());
    return cannot_save(path, "write in place", error_number);
  }
  unlink(saved.c_str());
  return {};
}

} // namespace

Outcome atomic_save(const RootDir& root, std::string_view path, std::string_view bytes,
                    SaveOptions options) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  struct stat old;
  bool there = stat(real->c_str(), &old) == 0;
  if (there && !S_ISREG(old.st_mode))
    return failure("cannot save " + std::string(path) + ": it is no regular file");
  if (there) {
    auto before = read_file(root, path);
    if (before && *before == bytes)
      return {};
  }
  Temporary temporary = write_temporary(*real, bytes, there ? &old : nullptr, options.mode);
  if (temporary.failed)
    return cannot_save(path, temporary.failed, errno);
  if (rename(temporary.name.c_str(), real->c_str()) != 0) {
    int error_number = errno;
    unlink(temporary.name.c_str());
    if (there && (error_number == EXDEV || error_number == EBUSY))
      return save_in_place(root, *real, path, bytes, old);
    return cannot_save(path, "rename", error_number);
  }
  if (!sync_folder(real->parent_path()))
    return failure("saved " + std::string(path) +
                   ", but its folder could not be synced: " + errno_text(errno));
  return {};
}

} // namespace netroot
