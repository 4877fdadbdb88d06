// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/failing_disk.h"
#include "tests/support/folder_picture.h"
#include <cerrno>

namespace netroot::test {

bool FailingDisk::fails(const char* name, const std::string& path) {
  calls_++;
  if (calls_ != number_ && (name != name_ || !path.ends_with(end_)))
    return false;
  failed_ = path.empty() ? name : name + (" " + path);
  errno = error_;
  return true;
}

int FailingDisk::open_existing(const char* path) {
  return fails("open", path) ? -1 : real_.open_existing(path);
}
int FailingDisk::make_temporary(char* name) {
  return fails("mkostemp", name) ? -1 : real_.make_temporary(name);
}
ssize_t FailingDisk::write(int file, const char* bytes, size_t count) {
  if (!fails("write"))
    return real_.write(file, bytes, count);
  real_.write(file, bytes, count / 2);
  errno = error_;
  return -1;
}
int FailingDisk::ftruncate(int file, off_t size) {
  return fails("ftruncate") ? -1 : real_.ftruncate(file, size);
}
int FailingDisk::fchown(int file, uid_t owner, gid_t group) {
  return fails("fchown") ? -1 : real_.fchown(file, owner, group);
}
int FailingDisk::fchmod(int file, mode_t mode) {
  return fails("fchmod") ? -1 : real_.fchmod(file, mode);
}
int FailingDisk::fsync(int file) {
  return fails("fsync") ? -1 : real_.fsync(file);
}
int FailingDisk::sync_folder(const char* path) {
  return fails("sync_folder", path) ? -1 : real_.sync_folder(path);
}
int FailingDisk::rename(const char* from, const char* to) {
  return fails("rename", std::string(from) + " -> " + to) ? -1 : real_.rename(from, to);
}
int FailingDisk::unlink(const char* path) {
  return fails("unlink", path) ? -1 : real_.unlink(path);
}
int FailingDisk::symlink(const char* points_to, const char* path) {
  return fails("symlink", path) ? -1 : real_.symlink(points_to, path);
}
int FailingDisk::mkdir(const char* path, mode_t mode) {
  return fails("mkdir", path) ? -1 : real_.mkdir(path, mode);
}
int FailingDisk::rmdir(const char* path) {
  return fails("rmdir", path) ? -1 : real_.rmdir(path);
}

size_t for_each_failing_call(
    const std::filesystem::path& machine_folder,
    const std::function<Outcome(const RootDir&)>& operation,
    const std::function<void(const RootDir&, const Outcome&, const std::string&)>& check) {
  size_t checked = 0;
  for (int error_number : {EIO, ENOSPC})
    for (int number = 1;; number++) {
      ScratchCopy copy(machine_folder);
      RootDir machine = RootDir::target(copy.path()).value();
      FailingDisk disk;
      disk.fail_call(number, error_number);
      Outcome outcome = [&] {
        ReplacedDiskCalls replaced(disk);
        return operation(machine);
      }();
      if (disk.failed().empty())
        break;
      check(machine, outcome,
            std::string(error_number == EIO ? "EIO" : "ENOSPC") + " at call " +
                std::to_string(number) + ": " + disk.failed());
      checked++;
    }
  return checked;
}

} // namespace netroot::test
