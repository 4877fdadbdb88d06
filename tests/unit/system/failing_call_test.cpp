// SPDX-License-Identifier: GPL-2.0-or-later
// Each disk call of an operation fails in turn: the error is one sentence, and the files are as
// they were.
#include "system/disk_calls.h"
#include "system/files.h"
#include "tests/support/failing_disk.h"
#include "tests/support/folder_picture.h"
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include <cerrno>

namespace fs = std::filesystem;
using namespace netroot;
using namespace netroot::test;

namespace {

bool is_one_sentence_about(const Error& error, const std::string& path) {
  return error.what.find(path) != std::string::npos && error.what.find('\n') == std::string::npos &&
         (error.what.find("Input/output error") != std::string::npos ||
          error.what.find("No space left on device") != std::string::npos);
}

Outcome save(const RootDir& root) {
  return atomic_save(root, "/d/file", "new bytes");
}

// All calls fail in turn; what is there afterwards is either as before, with an error, or as after
// a success. An error that begins with "saved" says that only the last sync failed.
size_t old_or_new(const TemporaryRoot& machine, const std::string& path,
                  const std::function<Outcome(const RootDir&)>& operation) {
  Picture before = picture_of(machine.path());
  ScratchCopy copy(machine.path());
  REQUIRE(operation(RootDir::target(copy.path()).value()));
  Picture after = picture_of(copy.path());
  return for_each_failing_call(
      machine.path(), operation,
      [&](const RootDir& root, const Outcome& outcome, const std::string& story) {
        INFO(story);
        Picture now = picture_of(root.directory());
        if (outcome) {
          CHECK(now == after);
          return;
        }
        INFO(outcome.error().what);
        CHECK(is_one_sentence_about(outcome.error(), path));
        bool done = outcome.error().what.starts_with("saved ") ||
                    outcome.error().what.starts_with("made the link ");
        CHECK(now == (done ? after : before));
      });
}

} // namespace

TEST_CASE("whichever call of a save fails, the file is as it was and nothing is beside it") {
  TemporaryRoot machine;
  SECTION("a new file") {
    fs::create_directory(machine.path() / "d");
  }
  SECTION("an old file") {
    machine.put("/d/file", "old");
  }
  SECTION("an old file behind a link") {
    machine.put("/elsewhere/menu", "old");
    fs::create_directory(machine.path() / "d");
    fs::create_symlink("/elsewhere/menu", machine.path() / "d/file");
  }
  CHECK(old_or_new(machine, "/d/file", save) >= 12);
}

TEST_CASE("whichever call of a save in place fails, the file is as it was") {
  TemporaryRoot machine;
  machine.put("/d/file", GENERATE("old", "old and much longer than the new one"));
  Picture before = picture_of(machine.path());
  size_t saved = 0, checked = 0;
  FailingDisk busy;
  busy.fail_each("rename", EBUSY, "/file");
  ReplacedDiskCalls replaced(busy);
  checked = for_each_failing_call(
      machine.path(), save,
      [&](const RootDir& root, const Outcome& outcome, const std::string& story) {
        INFO(story);
        auto bytes = read_file(root, "/d/file");
        REQUIRE(bytes);
        if (outcome || outcome.error().what.starts_with("saved ")) {
          saved++;
          return;
        }
        CHECK(is_one_sentence_about(outcome.error(), "/d/file"));
        CHECK(picture_of(root.directory()) == before);
      });
  CHECK(checked >= 30);
  CHECK(saved >= 2);
}

TEST_CASE(
    "a save in place that cannot be taken back says where the old bytes are, and reads them") {
  TemporaryRoot machine;
  machine.put("/d/file", "old bytes that are longer");
  FailingDisk disk;
  disk.fail_each("rename", EBUSY, "/file");
  ReplacedDiskCalls first(disk);
  FailingDisk stuck;
  stuck.fail_each("ftruncate", EIO);
  ReplacedDiskCalls second(stuck);
  auto saved = save(machine.root());
  REQUIRE_FALSE(saved);
  CHECK(saved.error().hint.find("/d/file.netroot-save") != std::string::npos);
  CHECK(*read_file(machine.root(), "/d/file") == "old bytes that are longer");
}

TEST_CASE("a rescue that cannot be removed is an error that says what it means") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  FailingDisk disk;
  disk.fail_each("rename", EBUSY, "/file");
  ReplacedDiskCalls first(disk);
  FailingDisk stuck;
  stuck.fail_each("unlink", EIO, ".netroot-save");
  ReplacedDiskCalls second(stuck);
  auto saved = save(machine.root());
  REQUIRE_FALSE(saved);
  CHECK(saved.error().what ==
        "saved /d/file, but /d/file.netroot-save could not be removed: Input/output error");
  CHECK(saved.error().hint.find("remove it") != std::string::npos);
}

TEST_CASE("a full disk is told with what to do") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  FailingDisk disk;
  disk.fail_each("write", ENOSPC);
  ReplacedDiskCalls replaced(disk);
  auto saved = save(machine.root());
  REQUIRE_FALSE(saved);
  CHECK(saved.error().what ==
        "cannot save /d/file: write: No space left on device; the file is as it was");
  CHECK(saved.error().hint.find("make room") != std::string::npos);
}

TEST_CASE("whichever call fails, a link is the old or the new one and nothing is beside it") {
  TemporaryRoot machine;
  fs::create_directory(machine.path() / "d");
  fs::create_symlink("old", machine.path() / "d/link");
  auto link = [](const RootDir& root) { return make_symlink(root, "/d/link", "new"); };
  CHECK(old_or_new(machine, "/d/link", link) == 6);
}

TEST_CASE("a folder that cannot be made is an error, and what was there stays") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  size_t checked = for_each_failing_call(
      machine.path(), [](const RootDir& root) { return make_dirs(root, "/d/e/f"); },
      [&](const RootDir& root, const Outcome& outcome, const std::string& story) {
        INFO(story);
        REQUIRE_FALSE(outcome);
        CHECK(is_one_sentence_about(outcome.error(), "/d/e/f"));
        CHECK(*read_file(root, "/d/file") == "old");
      });
  CHECK(checked == 8);
}

TEST_CASE("a temporary file that somebody else is writing at the moment is left alone") {
  TemporaryRoot machine;
  machine.put("/d/file", "old");
  // The second save runs in the middle of the first, as another process might.
  class Meanwhile : public DiskCalls {
  public:
    explicit Meanwhile(const RootDir& root) : root_(root) {}
    int rename(const char* from, const char* to) override {
      if (!nested_) {
        nested_ = true;
        REQUIRE(atomic_save(root_, "/d/file", "of the other"));
      }
      return DiskCalls::rename(from, to);
    }

  private:
    const RootDir& root_;
    bool nested_ = false;
  } disk(machine.root());
  ReplacedDiskCalls replaced(disk);
  REQUIRE(save(machine.root()));
  CHECK(machine.get("/d/file") == "new bytes");
  CHECK(list_dir(machine.root(), "/d").size() == 1);
}
