// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/root_dir.h"
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"

namespace fs = std::filesystem;
using netroot::RootDir;
using netroot::test::TemporaryRoot;

TEST_CASE("an empty root is refused where a target is meant") {
  auto target = RootDir::target("");
  REQUIRE_FALSE(target);
  CHECK(target.error().what == "the root directory is empty");
}

TEST_CASE("the running system is refused as a target, however it is spelled") {
  CHECK_FALSE(RootDir::target("/"));
  CHECK_FALSE(RootDir::target("//"));
  CHECK_FALSE(RootDir::target("/usr/.."));
}

TEST_CASE("a folder that is not there is refused by name") {
  auto target = RootDir::target("/no/such/folder");
  REQUIRE_FALSE(target);
  CHECK(target.error().what.find("/no/such/folder") != std::string::npos);
}

TEST_CASE("two dots cannot climb out of the root") {
  TemporaryRoot machine;
  CHECK(machine.root().at("/../../etc/passwd") == machine.path() / "etc/passwd");
  CHECK(*machine.root().follow("/a/../../../etc") == machine.path() / "etc");
}

TEST_CASE("an absolute symbolic link stays inside the root") {
  TemporaryRoot machine;
  machine.put("/real/file", "inside");
  fs::create_symlink("/real", machine.path() / "alias");
  CHECK(*machine.root().follow("/alias/file") == machine.path() / "real/file");
}

TEST_CASE("a relative link that climbs too far ends at the root") {
  TemporaryRoot machine;
  machine.put("/a/x", "");
  fs::create_symlink("../../../../a", machine.path() / "a/up");
  CHECK(*machine.root().follow("/a/up/x") == machine.path() / "a/x");
}

TEST_CASE("a loop of links is an error, not a hang") {
  TemporaryRoot machine;
  fs::create_symlink("two", machine.path() / "one");
  fs::create_symlink("one", machine.path() / "two");
  CHECK_FALSE(machine.root().follow("/one"));
}
