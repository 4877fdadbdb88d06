// SPDX-License-Identifier: GPL-2.0-or-later
// What is on a disk for certain and what only in memory, for power_cut.cpp. As a journalling file
// system and fsync(2) promise it, and no more:
//  - bytes, mode and owner of a file count from its fsync on. Before it the file may be as at the
//    last one (a new one empty), empty, cut off at half, half new and half old, or as written;
//  - names (create, rename, unlink, symlink, mkdir) count from the fsync of their folder on. Before
//    it each change may be done or not, in any combination, a rename as one.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <sys/types.h>
#include <tuple>
#include <vector>

namespace netroot::test {

// Shared, since most files are the same in all states.
class Bytes {
public:
  Bytes(std::string bytes = {}) : bytes_(std::make_shared<const std::string>(std::move(bytes))) {}
  const std::string& text() const { return *bytes_; }
  bool operator==(const Bytes& other) const {
    return bytes_ == other.bytes_ || *bytes_ == *other.bytes_;
  }
  bool operator<(const Bytes& other) const {
    return bytes_ != other.bytes_ && *bytes_ < *other.bytes_;
  }

private:
  std::shared_ptr<const std::string> bytes_;
};

struct Content {
  Bytes bytes;     // of a regular file; what a link says
  mode_t mode = 0; // with the type, as in struct stat
  uid_t owner = 0;
  gid_t group = 0;
  bool operator==(const Content&) const = default;
  bool operator<(const Content& other) const {
    return std::tie(mode, owner, group, bytes) <
           std::tie(other.mode, other.owner, other.group, other.bytes);
  }
};

// Path inside the machine ("boot/grub/menu.lst") to what is there.
using Files = std::map<std::string, Content>;

// One thing a power cut may leave.
struct DiskState {
  Files files;
  std::string story; // "; not on disk: …; torn: …", or empty when all was on disk
};

// Makes the files real in an empty folder.
void write_files(const Files& files, const std::filesystem::path& folder);

class DiskModel {
public:
  // What is in `folder` now is on disk; paths below are real ones inside it.
  explicit DiskModel(const std::filesystem::path& folder);

  // What was just done to the folder …
  void created(const std::string& path); // a new file, link or folder
  void removed(const std::string& path);
  void renamed(const std::string& from, const std::string& to);
  void folder_synced(const std::string& path);
  // … and to a file in it, `path` being the name under which it was opened.
  void opened(int file, const std::string& path);
  void changed(int file);
  void synced(int file);
  // Files that others than disk_calls() changed since are taken as on disk.
  void take_in_foreign_changes();

  // All that a power cut at this moment may leave.
  std::vector<DiskState> states() const;

private:
  using Id = size_t;
  using Names = std::map<std::string, Id>;
  struct File {
    Content on_disk, now;
  };
  struct NameChange {
    std::string text;
    std::map<std::string, std::optional<Id>> sets; // nothing: the name goes
    std::set<std::string> unsynced;                // folders
  };
  std::string inside(const std::string& path) const;
  void change_names(NameChange change);
  void add_states(const Names& names, const std::string& story,
                  std::vector<DiskState>& states) const;

  std::filesystem::path folder_;
  std::vector<File> files_;
  Names names_on_disk_, names_now_;
  std::vector<NameChange> pending_;
  std::map<int, Id> open_;
};

} // namespace netroot::test
