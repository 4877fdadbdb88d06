// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"

namespace fs = std::filesystem;
using namespace netroot;
using netroot::test::TemporaryRoot;

TEST_CASE("a missing file is an error that names it and the reason") {
  TemporaryRoot machine;
  auto bytes = read_file(machine.root(), "/etc/none");
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().what == "cannot read /etc/none: No such file or directory");
}

TEST_CASE("a line ends before its newline") {
  TemporaryRoot machine;
  machine.put("/sys/size", "8388608\n");
  CHECK(*read_line(machine.root(), "/sys/size") == "8388608");
}

TEST_CASE("a link is replaced, a plain file in its place is not") {
  TemporaryRoot machine;
  REQUIRE(make_symlink(machine.root(), "/sda", "etherd/e0.0"));
  REQUIRE(make_symlink(machine.root(), "/sda", "etherd/e0.1"));
  CHECK(*read_symlink(machine.root(), "/sda") == "etherd/e0.1");
  machine.put("/sdb", "a real disk");
  auto made = make_symlink(machine.root(), "/sdb", "etherd/e0.1");
  REQUIRE_FALSE(made);
  CHECK(machine.get("/sdb") == "a real disk");
}

TEST_CASE("removing a file twice is fine") {
  TemporaryRoot machine;
  machine.put("/run/x", "");
  CHECK(remove_file(machine.root(), "/run/x"));
  CHECK(remove_file(machine.root(), "/run/x"));
  CHECK_FALSE(exists(machine.root(), "/run/x"));
}

TEST_CASE("a control node that is not there is never created") {
  TemporaryRoot machine;
  CHECK_FALSE(write_control(machine.root(), "/dev/etherd/discover", "1"));
  CHECK_FALSE(exists(machine.root(), "/dev/etherd/discover"));
}

TEST_CASE("a folder lists sorted, a missing one is empty") {
  TemporaryRoot machine;
  machine.put("/d/b", "");
  machine.put("/d/a", "");
  CHECK(list_dir(machine.root(), "/d") == std::vector<std::string>{"a", "b"});
  CHECK(list_dir(machine.root(), "/none").empty());
}

TEST_CASE("several attributes of a folder are read at once, a missing one is empty") {
  TemporaryRoot machine;
  machine.put("/sys/block/a/size", "8\n9\n");
  machine.put("/sys/block/a/state", "up");
  machine.put("/sys/block/a/queue/depth", "1\n");
  CHECK(read_lines_in(machine.root(), "/sys/block/a", {"state", "none", "size", "queue"}) ==
        std::vector<std::string>{"up", "", "8", ""});
  CHECK_FALSE(read_lines_in(machine.root(), "/sys/block/b", {"size"}));
}

TEST_CASE("a folder reached by an absolute link inside the machine is read there") {
  TemporaryRoot machine;
  machine.put("/sys/devices/a/size", "8\n");
  REQUIRE(make_symlink(machine.root(), "/a", "/sys/devices/a"));
  CHECK(read_lines_in(machine.root(), "/a", {"size"}) == std::vector<std::string>{"8"});
}
