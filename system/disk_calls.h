// SPDX-License-Identifier: GPL-2.0-or-later
// DiskCalls: every system call by which system/ changes files goes through here, so that a test can
// let any one of them fail, or see what a power cut after it would leave (tests/support). Calls
// that only read are not here, nor is write_control(): a kernel's control node is no file on a
// disk.
#pragma once
#include <sys/types.h>

namespace netroot {

class DiskCalls {
public:
  virtual ~DiskCalls() = default;
  // Each as its namesake in section 2 of the manual: -1 and errno when it fails.
  virtual int open_existing(const char* path);   // for writing; never creates, never truncates
  virtual int make_temporary(char* name_XXXXXX); // mkostemp(3)
  virtual ssize_t write(int file, const char* bytes, size_t count);
  virtual int ftruncate(int file, off_t size);
  virtual int fchown(int file, uid_t owner, gid_t group);
  virtual int fchmod(int file, mode_t mode);
  virtual int fsync(int file);
  virtual int sync_folder(const char* path); // open, fsync; 0 where folders cannot be synced
  virtual int rename(const char* from, const char* to);
  virtual int unlink(const char* path);
  virtual int symlink(const char* points_to, const char* path);
  virtual int mkdir(const char* path, mode_t mode);
  virtual int rmdir(const char* path);
};

// The real ones, unless a test has put others in their place.
DiskCalls& disk_calls();

// Puts `other` in their place for as long as it lives. Not for threads.
class ReplacedDiskCalls {
public:
  explicit ReplacedDiskCalls(DiskCalls& other);
  ~ReplacedDiskCalls();
  ReplacedDiskCalls(const ReplacedDiskCalls&) = delete;
  ReplacedDiskCalls& operator=(const ReplacedDiskCalls&) = delete;

private:
  DiskCalls* before_;
};

} // namespace netroot
