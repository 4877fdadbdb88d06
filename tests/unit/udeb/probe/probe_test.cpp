// SPDX-License-Identifier: GPL-2.0-or-later
// Against the real process and real bytes; more kinds of disks in tests/system/probe_disks.sh.
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "udeb/probe/probe.h"
#include <fstream>

using namespace netroot;
using netroot::test::TemporaryRoot;
using std::chrono::milliseconds;

namespace {

struct Disks {
  TemporaryRoot machine;
  DiskReader reader{{NETROOT_PROBE_CHILD}};

  std::string disk(const std::string& name, unsigned long long mebibytes) const {
    machine.put("/" + name, "");
    std::filesystem::resize_file(machine.root().at("/" + name), mebibytes << 20);
    return machine.root().at("/" + name).string();
  }
  // An area of swap, the simplest thing there is to recognise.
  std::string swap(const std::string& name, const std::string& label = "mine") const {
    std::string header(8192, '\0');
    header.replace(1024, 4, std::string("\1\0\0\0", 4));
    header.replace(1028, 4, std::string("\xff\0\0\0", 4));
    header.replace(1052, label.size(), label);
    header.replace(4086, 10, "SWAPSPACE2");
    machine.put("/" + name, header);
    std::filesystem::resize_file(machine.root().at("/" + name), 1 << 20);
    return machine.root().at("/" + name).string();
  }
};

double seconds_of(const std::function<void()>& work) {
  auto begun = HelperProcess::Clock::now();
  work();
  return std::chrono::duration<double>(HelperProcess::Clock::now() - begun).count();
}

} // namespace

TEST_CASE("one process looks at disk after disk") {
  Disks disks;
  std::string identity(identity_size, '\0');
  identity.replace(54, 2, "ba");
  disks.machine.put("/identify/e0.1", identity);
  DiskLook blank, used;
  REQUIRE(disks.reader.look_at(disks.disk("e0.0", 4), blank));
  CHECK(blank.contents.blank());
  CHECK(blank.identity.model.empty());
  REQUIRE(disks.reader.look_at(disks.swap("e0.1"), used));
  CHECK(used.identity.model == "ba");
  REQUIRE(used.contents.areas.size() == 1);
  CHECK(used.contents.areas[0].kind == "swap");
  CHECK(used.contents.areas[0].label == "mine");
  CHECK(used.contents.areas[0].bytes == 1 << 20);
}

TEST_CASE("a disk that nobody recognises is not blank while its ends are not all zeros") {
  Disks disks;
  for (const long where : {0L, (1L << 20) - 1, (3L << 20) - 1, (2L << 20) - 1}) {
    INFO(where);
    const std::string path = disks.disk("e0.0", 3);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(where);
    file.put('x');
    file.close();
    DiskLook look;
    REQUIRE(disks.reader.look_at(path, look));
    const bool at_an_end = where != (2L << 20) - 1;
    CHECK(look.contents.blank() == !at_an_end);
    if (at_an_end) {
      REQUIRE(look.contents.areas.size() == 1);
      CHECK(look.contents.areas[0].bytes == 3 << 20);
      CHECK(look.contents.areas[0].kind.empty());
    }
    std::filesystem::remove(path);
  }
}

TEST_CASE("a label brings no command for the terminal, and its UTF-8 stays") {
  Disks disks;
  DiskLook look;
  REQUIRE(disks.reader.look_at(disks.swap("e0.0", "\xc3\xa4\xc2\x9b"
                                                  "2J\x9b\x1b\xc2\xa0"),
                               look));
  REQUIRE(look.contents.areas.size() == 1);
  CHECK(look.contents.areas[0].label == "\xc3\xa4?2J??\xc2\xa0");
}

TEST_CASE("a disk of no size and one that is missing are told apart") {
  Disks disks;
  DiskLook look;
  CHECK(disks.reader.look_at(disks.disk("e0.0", 0), look));
  CHECK(look.contents.blank());
  auto missing = disks.reader.look_at(disks.machine.root().at("/e0.9").string(), look);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().what == "it cannot be opened: No such file or directory");
  CHECK_FALSE(missing.error().hint.empty());
}

TEST_CASE("a reader that hangs is given up in time, with what it said before") {
  DiskReader reader({"/bin/sh", "-c", "read disk; echo model slow; exec sleep 60"});
  DiskLook look;
  double taken = seconds_of([&] {
    auto outcome = reader.look_at("/dev/null", look, milliseconds(300));
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().what == "it did not answer within 1 s");
  });
  CHECK(taken < 1.5);
  CHECK(reader.hung());
  CHECK(look.identity.model == "slow");
}

TEST_CASE("after one that hung the next look has a process of its own") {
  TemporaryRoot folder;
  const std::string first = folder.root().at("/first").string();
  DiskReader reader({"/bin/sh", "-c",
                     "read disk; [ -e " + first + " ] || { : >" + first +
                         "; exec sleep 60; }; echo model second; echo ."});
  DiskLook look;
  CHECK_FALSE(reader.look_at("/dev/null", look, milliseconds(300)));
  CHECK(reader.look_at("/dev/null", look, milliseconds(5000)));
  CHECK(look.identity.model == "second");
  CHECK_FALSE(reader.hung());
}

TEST_CASE("a reader that ends without an answer is an error, at once") {
  DiskReader reader({"/bin/false"});
  DiskLook look;
  double taken = seconds_of([&] { CHECK_FALSE(reader.look_at("/dev/null", look)); });
  CHECK(taken < 2);
  CHECK_FALSE(reader.hung());
}
