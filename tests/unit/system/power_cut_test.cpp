// SPDX-License-Identifier: GPL-2.0-or-later
// What is left of a save when the power goes amid it; and that the model behind these tests sees it
// when a save is not safe.
#include "system/disk_calls.h"
#include "system/files.h"
#include "tests/support/failing_disk.h"
#include "tests/support/folder_picture.h"
#include "tests/support/power_cut.h"
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include <cerrno>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace netroot;
using namespace netroot::test;

namespace {

const std::string missing = "(missing)";

std::string content(const RootDir& machine, const std::string& path) {
  auto bytes = read_file(machine, path);
  return bytes ? *bytes : missing;
}

using Contents = std::set<std::string>;

// Every content that /d/file has after a power cut amid the operation.
Contents contents_after_cuts(const TemporaryRoot& machine,
                             const std::function<void(const RootDir&)>& operation) {
  Contents seen;
  for_each_power_cut(machine.path(), operation, [&](const RootDir& root, const std::string&) {
    seen.insert(content(root, "/d/file"));
  });
  return seen;
}

// Those that it may have when the power goes after the operation returned.
Contents contents_at_the_end(const TemporaryRoot& machine,
                             const std::function<void(const RootDir&)>& operation) {
  Contents seen;
  for_each_power_cut(machine.path(), operation, [&](const RootDir& root, const std::string& story) {
    if (story.starts_with("at the end"))
      seen.insert(content(root, "/d/file"));
  });
  return seen;
}

// The same save again, after the cut: it must come out right whatever was left.
void save_again(const RootDir& root, const std::string& path, size_t files_in_folder) {
  REQUIRE(atomic_save(root, path, "new bytes"));
  CHECK(content(root, path) == "new bytes");
  CHECK(list_dir(root, "/d").size() == files_in_folder);
}

void save(const RootDir& root) {
  REQUIRE(atomic_save(root, "/d/file", "new bytes"));
}

} // namespace

TEST_CASE("the model shows a file torn or empty when nobody syncs it before the rename") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  auto careless = [](const RootDir& root) {
    DiskCalls& disk = disk_calls();
    std::string name = root.at("/d/file.XXXXXX").string();
    int file = disk.make_temporary(name.data());
    disk.write(file, "new bytes", 9);
    disk.rename(name.c_str(), root.at("/d/file").c_str());
    disk.sync_folder(root.at("/d").c_str());
    close(file);
  };
  CHECK(contents_after_cuts(machine, careless) == Contents{"old", "", "new ", "new bytes"});
}

TEST_CASE("the model shows an old file when nobody syncs the folder") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  auto careless = [](const RootDir& root) {
    DiskCalls& disk = disk_calls();
    std::string name = root.at("/d/file.XXXXXX").string();
    int file = disk.make_temporary(name.data());
    disk.write(file, "new bytes", 9);
    disk.fsync(file);
    disk.rename(name.c_str(), root.at("/d/file").c_str());
    close(file);
  };
  CHECK(contents_at_the_end(machine, careless) == Contents{"old", "new bytes"});
}

TEST_CASE("the model takes in what a process wrote meanwhile") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  auto both = [](const RootDir& root) {
    std::ofstream(root.at("/d/by-process")) << "x";
    save(root);
    std::ofstream(root.at("/d/file")) << "by a process";
  };
  CHECK(contents_after_cuts(machine, both) == Contents{"old", "new bytes", "by a process"});
}

TEST_CASE("a file saved over an old one is the old or the new one after a power cut") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  CHECK(contents_after_cuts(machine, save) == Contents{"old", "new bytes"});
  CHECK(contents_at_the_end(machine, save) == Contents{"new bytes"});
}

TEST_CASE("a file saved for the first time is missing or whole after a power cut") {
  TemporaryRoot machine;
  fs::create_directory(machine.path() / "d");
  CHECK(contents_after_cuts(machine, save) == Contents{missing, "new bytes"});
  CHECK(contents_at_the_end(machine, save) == Contents{"new bytes"});
}

TEST_CASE("a saved file has its old mode and owner after a power cut") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  fs::path file = machine.path() / "d/file";
  REQUIRE(chmod(file.c_str(), 0640) == 0);
  if (geteuid() == 0)
    REQUIRE(chown(file.c_str(), 12, 34) == 0);
  for_each_power_cut(machine.path(), save, [&](const RootDir& root, const std::string& story) {
    INFO(story);
    struct stat before, after;
    REQUIRE(stat(file.c_str(), &before) == 0);
    REQUIRE(stat(root.at("/d/file").c_str(), &after) == 0);
    CHECK(after.st_mode == before.st_mode);
    CHECK(after.st_uid == before.st_uid);
    CHECK(after.st_gid == before.st_gid);
  });
}

TEST_CASE("a save through a link leaves the link, and the old or the new file") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  fs::create_symlink("/d/file", machine.path() / "link");
  Contents seen;
  for_each_power_cut(
      machine.path(), [](const RootDir& root) { REQUIRE(atomic_save(root, "/link", "new bytes")); },
      [&](const RootDir& root, const std::string& story) {
        INFO(story);
        CHECK(fs::is_symlink(root.directory() / "link"));
        seen.insert(content(root, "/link"));
      });
  CHECK(seen == Contents{"old", "new bytes"});
}

TEST_CASE("what a power cut left of a save goes with the next save, and nothing else does") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  for (const char* other : {"/d/file.backup", "/d/file.netroot-ab.def", "/d/file.netroot-abcdefg",
                            "/d/other.netroot-abcdef", "/d/file.netroot-save.txt"})
    machine.put(other, "the user's");
  fs::create_directory(machine.path() / "d/file.netroot-folder");
  fs::create_directory(machine.path() / "d/file.netroot-folde");
  size_t leftovers = 0;
  for_each_power_cut(machine.path(), save, [&](const RootDir& root, const std::string& story) {
    INFO(story);
    leftovers += list_dir(root, "/d").size() > 8;
    save_again(root, "/d/file", 8);
  });
  CHECK(leftovers > 0);
}

TEST_CASE("leftovers go even when the same bytes are saved, and the file is not touched") {
  TemporaryRoot machine;
  machine.put("/d/file", "same");
  machine.put("/d/file.netroot-aB3xYz", "hal");
  auto before = picture_of(machine.path());
  REQUIRE(atomic_save(machine.root(), "/d/file", "same"));
  before.erase("/d/file.netroot-aB3xYz");
  CHECK(picture_of(machine.path()) == before);
}

TEST_CASE("a file written in place is whole for a reader after a power cut, and mended by a save") {
  TemporaryRoot machine;
  std::string old = GENERATE("old", "old and much longer than the new one");
  machine.put("/d/file", old);
  FailingDisk disk;
  disk.fail_each("rename", GENERATE(EBUSY, EXDEV), "/file");
  ReplacedDiskCalls replaced(disk);
  Contents seen;
  size_t torn = 0;
  for_each_power_cut(machine.path(), save, [&](const RootDir& root, const std::string& story) {
    INFO(story);
    seen.insert(content(root, "/d/file"));
    std::ifstream raw(root.at("/d/file"), std::ios::binary);
    std::string really(std::istreambuf_iterator<char>(raw), {});
    torn += really != old && really != "new bytes";
    save_again(root, "/d/file", 1);
  });
  CHECK(seen == Contents{old, "new bytes"});
  CHECK(contents_at_the_end(machine, save) == Contents{"new bytes"});
  CHECK(torn > 0);
}

TEST_CASE("a power cut amid mending a torn file still leaves it whole for a reader") {
  TemporaryRoot machine;
  machine.put("/d/file", "ne");
  machine.put("/d/file.netroot-save", "old");
  FailingDisk disk;
  disk.fail_each("rename", EBUSY, "/file");
  ReplacedDiskCalls replaced(disk);
  CHECK(contents_after_cuts(machine, save) == Contents{"old", "new bytes"});
}

TEST_CASE("saving the bytes that count mends a torn file as well") {
  TemporaryRoot machine;
  machine.put("/d/file", "ol");
  machine.put("/d/file.netroot-save", "old");
  REQUIRE(atomic_save(machine.root(), "/d/file", "old"));
  CHECK(machine.get("/d/file") == "old");
  CHECK(list_dir(machine.root(), "/d").size() == 1);
}

TEST_CASE("a link is the old or the new one after a power cut, or missing when it was new") {
  TemporaryRoot machine;
  fs::create_directory(machine.path() / "d");
  bool was_there = GENERATE(true, false);
  if (was_there)
    fs::create_symlink("old", machine.path() / "d/link");
  auto link = [](const RootDir& root) { REQUIRE(make_symlink(root, "/d/link", "new")); };
  Contents seen;
  for_each_power_cut(machine.path(), link, [&](const RootDir& root, const std::string& story) {
    INFO(story);
    auto points_to = read_symlink(root, "/d/link");
    seen.insert(points_to ? *points_to : missing);
    REQUIRE(make_symlink(root, "/d/link", "new"));
    CHECK(*read_symlink(root, "/d/link") == "new");
    CHECK(list_dir(root, "/d").size() == 1);
  });
  CHECK(seen == Contents{was_there ? "old" : missing, "new"});
}

TEST_CASE("a file saved into a new folder lasts with the folder") {
  TemporaryRoot machine;
  auto both = [](const RootDir& root) {
    REQUIRE(make_dirs(root, "/var/lib/netroot"));
    REQUIRE(atomic_save(root, "/var/lib/netroot/file", "new bytes"));
  };
  for_each_power_cut(machine.path(), both, [](const RootDir& root, const std::string& story) {
    INFO(story);
    std::string found = content(root, "/var/lib/netroot/file");
    CHECK((found == missing || found == "new bytes"));
    if (story.starts_with("at the end"))
      CHECK(found == "new bytes");
  });
}

TEST_CASE("a removed file stays removed") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  machine.put("/d/file.netroot-save", "older");
  auto remove = [](const RootDir& root) { REQUIRE(remove_file(root, "/d/file")); };
  CHECK(contents_after_cuts(machine, remove) == Contents{"older", missing});
  CHECK(contents_at_the_end(machine, remove) == Contents{missing});
}
