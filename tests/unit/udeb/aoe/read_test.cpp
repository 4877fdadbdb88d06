// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "udeb/aoe/read.h"
#include <sys/stat.h>
#include <unistd.h>

using namespace netroot;
using namespace netroot::aoe;
using netroot::test::Faults;
using netroot::test::PlayedWire;
using netroot::test::target;

namespace {

struct Disk {
  explicit Disk(uint64_t sectors, unsigned mtu = 1500, const Faults& faults = {})
      : wire(1, faults, mtu), client(wire, 1), made(wire.fabric.add(target(0, 0))) {
    made.sectors = sectors;
  }
  FoundPath path() { return discover(client)->targets.at(0).paths.at(0); }
  Outcome read(const std::vector<Extent>& extents) {
    const FoundPath found = path();
    sent_before = wire.sent.size();
    return read_extents(client, found, extents, [this](uint64_t lba, ByteView data) {
      for (size_t i = 0; i < data.size() / sector_size; ++i) {
        ++times[lba + i];
        right = right && data[i * sector_size] == static_cast<uint8_t>(lba + i) &&
                data[i * sector_size + 511] == static_cast<uint8_t>(lba + i + 511);
      }
      return Outcome{};
    });
  }
  size_t requests() const { return wire.sent.size() - sent_before; }

  PlayedWire wire;
  Client client;
  netroot::test::FabricTarget& made;
  std::map<uint64_t, int> times; // each sector came
  bool right = true;
  size_t sent_before = 0;
};

} // namespace

TEST_CASE("sectors are read, each once, as many a frame as MTU 1500 carries") {
  Disk disk(8192);
  REQUIRE(disk.read({{0, 7}, {8190, 2}}));
  CHECK(disk.times ==
        std::map<uint64_t, int>{
            {0, 1}, {1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}, {6, 1}, {8190, 1}, {8191, 1}});
  CHECK(disk.right);
  CHECK(disk.requests() == 5);
}

TEST_CASE("at MTU 9000 a frame carries 17 sectors, unless the target takes fewer") {
  Disk disk(8192, 9000);
  REQUIRE(disk.read({{0, 170}}));
  CHECK(disk.requests() == 10);
  disk.made.sectors_per_frame = 4;
  REQUIRE(disk.read({{0, 170}}));
  CHECK(disk.requests() == 43);
  CHECK(disk.right);
}

TEST_CASE("one frame in seven lost, others late and twice: every sector comes once") {
  Disk disk(8192, 1500, {150, 100, 50, 50, 50, Milliseconds(2)});
  REQUIRE(disk.read({{0, 2048}, {6144, 2048}}));
  CHECK(disk.times.size() == 4096);
  for (auto [lba, count] : disk.times)
    REQUIRE(count == 1);
  CHECK(disk.right);
}

TEST_CASE("the last sectors of a disk of 100 TiB are read by LBA48") {
  const uint64_t sectors = uint64_t{100} << 31;
  Disk disk(sectors);
  REQUIRE(disk.read({{sectors - 2, 2}}));
  CHECK(disk.times.count(sectors - 1) == 1);
}

TEST_CASE("a disk without LBA48 is read by the old command") {
  Disk disk(1000);
  disk.made.lba48 = false;
  REQUIRE(disk.read({{998, 2}}));
  CHECK(argument_of<Ata>(*decode(disk.wire.sent.back().second))->command_or_status == 0x20);
  CHECK(disk.right);
}

TEST_CASE("a disk that fails, is reserved, or falls silent is an error that names it") {
  Disk disk(100);
  disk.made.read = [](uint64_t lba, std::span<uint8_t>) { return lba < 4; };
  CHECK(disk.read({{0, 8}}).error().what ==
        "e0.0: reading sector 4 failed in the disk (status 0x41, error 0x10)");
  disk.made.read = nullptr;
  disk.made.reserved = {Mac{{9, 9, 9, 9, 9, 9}}};
  CHECK(disk.read({{0, 1}}).error().what ==
        "e0.0: reading sector 0: the target is reserved for another client");
  const FoundPath path = disk.path();
  disk.wire.silent = true;
  auto silent =
      read_extents(disk.client, path, {{0, 1}}, [](uint64_t, ByteView) { return Outcome{}; });
  CHECK(silent.error().what == "e0.0: no answer to reading sector 0");
}

TEST_CASE("what lies behind the disk's end is not asked for") {
  Disk disk(100);
  CHECK(disk.read({{99, 2}}).error().what == "e0.0 ends at sector 100, before what is to be read");
  CHECK_FALSE(disk.read({{~uint64_t{0}, 2}}));
  CHECK(disk.requests() == 0);
}

TEST_CASE("whoever takes the data can end the reading") {
  Disk disk(8192);
  const FoundPath path = disk.path();
  int taken = 0;
  auto read = read_extents(disk.client, path, {{0, 4096}}, [&](uint64_t, ByteView) {
    ++taken;
    return Outcome(failure("full"));
  });
  CHECK(read.error().what == "full");
  CHECK(taken <= 16);
}

TEST_CASE("the picture of a disk has its size, its sectors, and holes between") {
  Disk disk(uint64_t{1} << 32); // 2 TiB
  const FoundPath path = disk.path();
  auto picture = picture_of_disk(disk.client, path, telling_extents(path.identity->sectors));
  REQUIRE(picture);
  struct stat status {};
  REQUIRE(fstat(picture->get(), &status) == 0);
  CHECK(status.st_size == off_t{1} << 41);
  CHECK(status.st_blocks * 512 <= 3 << 20);
  uint8_t byte = 1;
  REQUIRE(pread(picture->get(), &byte, 1, status.st_size - 512) == 1);
  CHECK(byte == 0xff);
}

TEST_CASE("a small disk is read whole") {
  CHECK(telling_extents(4096).size() == 1);
  CHECK(telling_extents(4097).at(1).first == 4097 - 2048);
  CHECK(telling_extents(0).at(0).count == 0);
}
