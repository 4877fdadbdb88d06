// SPDX-License-Identifier: GPL-2.0-or-later
// A disk on which one call fails, or all calls of one name, and a loop over every call an operation
// makes.
#pragma once
#include "system/disk_calls.h"
#include "system/result.h"
#include "system/root_dir.h"
#include <filesystem>
#include <functional>
#include <string>

namespace netroot::test {

// Counts the calls from 1; a call that is to fail returns -1 with that errno (a write after half of
// its bytes), all others reach the calls that were in place before.
class FailingDisk : public DiskCalls {
public:
  // Nothing fails until one of these says so.
  FailingDisk() : real_(disk_calls()) {}
  void fail_call(int number, int error_number) { number_ = number, error_ = error_number; }
  // "rename", and only where the name called last ends in `end_of_path`; each time it is called.
  void fail_each(std::string name, int error_number, std::string end_of_path = "") {
    name_ = std::move(name), error_ = error_number, end_ = std::move(end_of_path);
  }
  int calls() const { return calls_; }
  const std::string& failed() const { return failed_; } // "rename /x/y -> /x/z"; "" when none did

  int open_existing(const char* path) override;
  int make_temporary(char* name) override;
  ssize_t write(int file, const char* bytes, size_t count) override;
  int ftruncate(int file, off_t size) override;
  int fchown(int file, uid_t owner, gid_t group) override;
  int fchmod(int file, mode_t mode) override;
  int fsync(int file) override;
  int sync_folder(const char* path) override;
  int rename(const char* from, const char* to) override;
  int unlink(const char* path) override;
  int symlink(const char* points_to, const char* path) override;
  int mkdir(const char* path, mode_t mode) override;
  int rmdir(const char* path) override;

private:
  bool fails(const char* name, const std::string& path = "");
  DiskCalls& real_;
  int calls_ = 0, number_ = 0, error_ = 0;
  std::string name_, end_, failed_;
};

// Runs `operation` on a fresh copy of `machine_folder` once for each disk call it makes and each of
// EIO and ENOSPC, with that call failing, and hands the copy to `check` with what the operation
// returned and which call it was ("ENOSPC at call 4: write"). Returns how often.
size_t
for_each_failing_call(const std::filesystem::path& machine_folder,
                      const std::function<Outcome(const RootDir& machine)>& operation,
                      const std::function<void(const RootDir& machine, const Outcome& outcome,
                                               const std::string& story)>& check);

} // namespace netroot::test
