// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace netroot;
using netroot::test::TemporaryRoot;

namespace {
struct stat status_of(const fs::path& path) {
  struct stat about {};
  REQUIRE(stat(path.c_str(), &about) == 0);
  return about;
}
size_t files_in(const fs::path& folder) {
  return static_cast<size_t>(std::distance(fs::directory_iterator(folder), {}));
}
} // namespace

TEST_CASE("a new file gets the asked mode and nothing else is left in the folder") {
  TemporaryRoot machine;
  REQUIRE(atomic_save(machine.root(), "/file", "bytes", {0600}));
  CHECK(machine.get("/file") == "bytes");
  CHECK((status_of(machine.path() / "file").st_mode & 07777) == 0600);
  CHECK(files_in(machine.path()) == 1);
}

TEST_CASE("an existing file keeps its mode and owner") {
  TemporaryRoot machine;
  machine.put("/file", "old");
  fs::path file = machine.path() / "file";
  REQUIRE(chmod(file.c_str(), 0640) == 0);
  if (geteuid() == 0)
    REQUIRE(chown(file.c_str(), 12, 34) == 0);
  uid_t owner = status_of(file).st_uid;
  REQUIRE(atomic_save(machine.root(), "/file", "new"));
  CHECK(machine.get("/file") == "new");
  CHECK((status_of(file).st_mode & 07777) == 0640);
  CHECK(status_of(file).st_uid == owner);
}

TEST_CASE("a symbolic link is followed inside the root and stays a link") {
  TemporaryRoot machine;
  machine.put("/boot/grub/menu.lst", "old");
  fs::create_symlink("/boot/grub/menu.lst", machine.path() / "menu");
  REQUIRE(atomic_save(machine.root(), "/menu", "new"));
  CHECK(fs::is_symlink(machine.path() / "menu"));
  CHECK(machine.get("/boot/grub/menu.lst") == "new");
}

TEST_CASE("saving the same bytes does not touch the file") {
  TemporaryRoot machine;
  machine.put("/file", "same");
  auto before = status_of(machine.path() / "file");
  REQUIRE(atomic_save(machine.root(), "/file", "same"));
  auto after = status_of(machine.path() / "file");
  CHECK(before.st_ino == after.st_ino);
  CHECK(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
}

TEST_CASE("a missing folder is an error that names the file") {
  TemporaryRoot machine;
  auto saved = atomic_save(machine.root(), "/none/file", "bytes");
  REQUIRE_FALSE(saved);
  CHECK(saved.error().what.find("/none/file") != std::string::npos);
}

TEST_CASE("a folder in the file's place is refused") {
  TemporaryRoot machine;
  fs::create_directory(machine.path() / "file");
  CHECK_FALSE(atomic_save(machine.root(), "/file", "bytes"));
}

TEST_CASE("a file that is a mount point is written in place") {
  if (geteuid() != 0)
    return;
  TemporaryRoot machine;
  machine.put("/real", "old and longer");
  machine.put("/mounted", "hidden");
  auto real = machine.path() / "real", mounted = machine.path() / "mounted";
  if (mount(real.c_str(), mounted.c_str(), nullptr, MS_BIND, nullptr) != 0)
    return;
  auto saved = atomic_save(machine.root(), "/mounted", "new");
  umount(mounted.c_str());
  REQUIRE(saved);
  CHECK(machine.get("/real") == "new");
  CHECK(machine.get("/mounted") == "hidden");
  CHECK(files_in(machine.path()) == 2);
}

TEST_CASE("a full file system leaves the old file and no leftovers") {
  if (geteuid() != 0)
    return;
  TemporaryRoot machine;
  fs::create_directory(machine.path() / "small");
  auto small = machine.path() / "small";
  if (mount("tmpfs", small.c_str(), "tmpfs", 0, "size=64k") != 0)
    return;
  machine.put("/small/file", "old");
  auto saved = atomic_save(machine.root(), "/small/file", std::string(1 << 20, 'x'));
  std::string content = machine.get("/small/file");
  size_t count = files_in(small);
  umount(small.c_str());
  REQUIRE_FALSE(saved);
  CHECK(saved.error().what.find("No space left") != std::string::npos);
  CHECK(saved.error().hint.find("make room") != std::string::npos);
  CHECK(content == "old");
  CHECK(count == 1);
}
