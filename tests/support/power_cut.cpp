// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/power_cut.h"
#include "system/disk_calls.h"
#include "tests/support/disk_model.h"
#include "tests/support/folder_picture.h"

namespace fs = std::filesystem;

namespace netroot::test {
namespace {

// Hands every call on, tells the model of those that succeeded, and collects what a cut after it
// may leave.
class RecordingDisk : public DiskCalls {
public:
  explicit RecordingDisk(const fs::path& folder) : real_(disk_calls()), model_(folder) {
    collect("before the first call");
  }
  const std::map<Files, std::string>& states() const { return states_; }

  int open_existing(const char* path) override {
    return after(real_.open_existing(path), "open", path,
                 [&](int file) { model_.opened(file, path); });
  }
  int make_temporary(char* name) override {
    int made = real_.make_temporary(name);
    return after(made, "mkostemp", name, [&](int file) {
      model_.created(name);
      model_.opened(file, name);
    });
  }
  ssize_t write(int file, const char* bytes, size_t count) override {
    return after(real_.write(file, bytes, count), "write", "", [&](auto) { model_.changed(file); });
  }
  int ftruncate(int file, off_t size) override {
    return after(real_.ftruncate(file, size), "ftruncate", "", [&](int) { model_.changed(file); });
  }
  int fchown(int file, uid_t owner, gid_t group) override {
    return after(real_.fchown(file, owner, group), "fchown", "",
                 [&](int) { model_.changed(file); });
  }
  int fchmod(int file, mode_t mode) override {
    return after(real_.fchmod(file, mode), "fchmod", "", [&](int) { model_.changed(file); });
  }
  int fsync(int file) override {
    return after(real_.fsync(file), "fsync", "", [&](int) { model_.synced(file); });
  }
  int sync_folder(const char* path) override {
    return after(real_.sync_folder(path), "sync_folder", path,
                 [&](int) { model_.folder_synced(path); });
  }
  int rename(const char* from, const char* to) override {
    return after(real_.rename(from, to), "rename to", to, [&](int) { model_.renamed(from, to); });
  }
  int unlink(const char* path) override {
    return after(real_.unlink(path), "unlink", path, [&](int) { model_.removed(path); });
  }
  int symlink(const char* points_to, const char* path) override {
    return after(real_.symlink(points_to, path), "symlink", path,
                 [&](int) { model_.created(path); });
  }
  int mkdir(const char* path, mode_t mode) override {
    return after(real_.mkdir(path, mode), "mkdir", path, [&](int) { model_.created(path); });
  }
  int rmdir(const char* path) override {
    return after(real_.rmdir(path), "rmdir", path, [&](int) { model_.removed(path); });
  }
  // What a process wrote after the last call.
  void at_the_end() {
    model_.take_in_foreign_changes();
    collect("at the end");
  }

private:
  template <class Returned, class Tell>
  Returned after(Returned returned, const char* name, const std::string& path, Tell tell) {
    int error_number = errno;
    calls_++;
    if (returned >= 0)
      tell(returned);
    model_.take_in_foreign_changes();
    collect("after call " + std::to_string(calls_) + ", " + name + " " + path);
    errno = error_number;
    return returned;
  }
  void collect(const std::string& moment) {
    for (DiskState& state : model_.states())
      states_.insert_or_assign(std::move(state.files), moment + state.story);
  }

  DiskCalls& real_;
  DiskModel model_;
  int calls_ = 0;
  std::map<Files, std::string> states_;
};

} // namespace

size_t for_each_power_cut(const fs::path& machine_folder,
                          const std::function<void(const RootDir&)>& operation,
                          const std::function<void(const RootDir&, const std::string&)>& check) {
  ScratchCopy copy(machine_folder);
  RecordingDisk disk(copy.path());
  {
    ReplacedDiskCalls replaced(disk);
    operation(RootDir::target(copy.path()).value());
  }
  disk.at_the_end();
  for (const auto& [files, story] : disk.states()) {
    ScratchFolder folder;
    write_files(files, folder.path());
    check(RootDir::target(folder.path()).value(), story);
  }
  return disk.states().size();
}

} // namespace netroot::test
