// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/disk_calls.h"
#include "system/file_descriptor.h"
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace netroot {
namespace {

DiskCalls real_calls;
DiskCalls* current = &real_calls;

} // namespace

int DiskCalls::open_existing(const char* path) {
  return ::open(path, O_WRONLY | O_CLOEXEC);
}
int DiskCalls::make_temporary(char* name_XXXXXX) {
  return ::mkostemp(name_XXXXXX, O_CLOEXEC);
}
ssize_t DiskCalls::write(int file, const char* bytes, size_t count) {
  return ::write(file, bytes, count);
}
int DiskCalls::ftruncate(int file, off_t size) {
  return ::ftruncate(file, size);
}
int DiskCalls::fchown(int file, uid_t owner, gid_t group) {
  return ::fchown(file, owner, group);
}
int DiskCalls::fchmod(int file, mode_t mode) {
  return ::fchmod(file, mode);
}
int DiskCalls::fsync(int file) {
  return ::fsync(file);
}
int DiskCalls::sync_folder(const char* path) {
  FileDescriptor folder(::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.valid())
    return -1;
  // fsync(2): EINVAL says that this file system has nothing of the kind for a folder.
  return ::fsync(folder.get()) == 0 || errno == EINVAL ? 0 : -1;
}
int DiskCalls::rename(const char* from, const char* to) {
  return ::rename(from, to);
}
int DiskCalls::unlink(const char* path) {
  return ::unlink(path);
}
int DiskCalls::symlink(const char* points_to, const char* path) {
  return ::symlink(points_to, path);
}
int DiskCalls::mkdir(const char* path, mode_t mode) {
  return ::mkdir(path, mode);
}
int DiskCalls::rmdir(const char* path) {
  return ::rmdir(path);
}

DiskCalls& disk_calls() {
  return *current;
}

ReplacedDiskCalls::ReplacedDiskCalls(DiskCalls& other) : before_(current) {
  current = &other;
}
ReplacedDiskCalls::~ReplacedDiskCalls() {
  current = before_;
}

} // namespace netroot
