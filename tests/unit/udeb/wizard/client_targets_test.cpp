// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "udeb/aoe/owner.h"
#include "udeb/wizard/client_targets.h"
#include <cstring>
#include <poll.h>

using namespace netroot;
using netroot::test::FabricTarget;
using netroot::test::PlayedWire;
using netroot::test::TemporaryRoot;
using std::chrono::milliseconds;

namespace {

constexpr uint64_t first_sector = 4096; // of the partition

// A dos table with one partition of swap, "mine", of which the ends of the disk show nothing.
std::string disk_with_swap() {
  std::string disk((first_sector + 4096) * 512, '\0');
  const uint32_t entry[] = {0x00000000, 0x00000082, static_cast<uint32_t>(first_sector), 4096};
  std::memcpy(&disk[446], entry, sizeof entry);
  disk[510] = '\x55';
  disk[511] = '\xaa';
  const size_t swap = first_sector * 512;
  disk.replace(swap + 1024, 4, std::string("\1\0\0\0", 4));
  disk.replace(swap + 1028, 4, std::string("\xff\0\0\0", 4));
  disk.replace(swap + 1052, 4, "mine");
  disk.replace(swap + 4086, 10, "SWAPSPACE2");
  return disk;
}

FabricTarget with_disk(FabricTarget target, const std::string& disk, uint64_t sectors) {
  target.sectors = sectors;
  target.read = [disk](uint64_t lba, std::span<uint8_t> data) {
    std::fill(data.begin(), data.end(), 0);
    if (lba * 512 + data.size() <= disk.size())
      std::memcpy(data.data(), disk.data() + lba * 512, data.size());
    return true;
  };
  return target;
}

std::string claim_by(const std::string& mac) {
  return aoe::Owner{"shed", *aoe::parse_mac(mac), 1, aoe::make_claim_id()}.text();
}

struct Fabric {
  std::vector<FabricTarget> targets;
  std::vector<std::string> allowed;
  std::atomic<bool> silent{false};
  std::atomic<size_t> cards{1}; // that are up when a wire is opened
  TemporaryRoot machine;

  std::unique_ptr<wizard::ClientTargets> open() {
    auto opened = wizard::ClientTargets::open(
        machine.root(),
        [this](const std::vector<std::string>&) -> Result<std::unique_ptr<aoe::Wire>> {
          auto wire = std::make_unique<PlayedWire>(cards);
          for (const FabricTarget& target : targets)
            wire->fabric.add(target);
          wire->on_wait = [this, played = wire.get()] { played->silent = silent; };
          wire->silent = silent;
          return std::unique_ptr<aoe::Wire>(std::move(wire));
        },
        {}, allowed);
    REQUIRE(opened);
    return std::move(*opened);
  }
};

// After a look that began now.
std::vector<Target> asked(wizard::ClientTargets& targets) {
  FileDescriptor changes = targets.changes();
  REQUIRE(targets.ask());
  pollfd watched = {changes.get(), POLLIN, 0};
  REQUIRE(poll(&watched, 1, 5000) == 1);
  return targets.list();
}

} // namespace

TEST_CASE("targets are found by the client, with what the driver would say of them") {
  Fabric fabric;
  fabric.targets = {test::target(0, 1), test::target(7, 3)};
  fabric.targets[0].sectors = 1 << 21;
  auto source = fabric.open();
  CHECK(source->list().empty());
  const auto found = asked(*source);
  REQUIRE(found.size() == 2);
  CHECK(found[0] == Target{{0, 1}, true, "up", 1ull << 30, "ens3", {"ens3"}, "02:00:00:00:50:00"});
  CHECK(source->find({7, 3}) == found[1]);
  CHECK_FALSE(source->find({7, 4}));
}

TEST_CASE("a target is looked into through the cards that are left when one has gone") {
  Fabric fabric;
  fabric.targets = {test::target(0, 1)};
  fabric.cards = 2;
  auto source = fabric.open();
  REQUIRE(asked(*source).size() == 1);
  CHECK(source->reader()->ways({0, 1}, milliseconds(1000), -1).figures.size() == 2);
  fabric.cards = 1;
  CHECK(source->reader()->ways({0, 1}, milliseconds(1000), -1).figures.size() == 1);
  CHECK(source->find({0, 1})->interfaces == std::vector<std::string>{"ens3", "ens4"});
}

TEST_CASE("a target that two servers answer for is doubted unless it is allowed") {
  Fabric fabric;
  fabric.targets = {test::target(0, 1), test::target(0, 1), test::target(0, 2)};
  fabric.targets[1].mac = aoe::Mac{{2, 0, 0, 0, 0xba, 0xd0}};
  auto source = fabric.open();
  REQUIRE(asked(*source).size() == 2);
  const auto remarks = source->remarks();
  REQUIRE(remarks.size() == 1);
  CHECK(remarks.at("e0.1").doubt.find("two servers answer for e0.1 on ens3") == 0);
  fabric.allowed = {"e0.1"};
  source = fabric.open();
  REQUIRE(asked(*source).size() == 2);
  CHECK(source->remarks().empty());
}

TEST_CASE("a claim is told, and whether it is one of this machine's") {
  Fabric fabric;
  fabric.targets = {test::target(0, 1), test::target(0, 2)};
  fabric.targets[0].config = claim_by("52:54:00:12:34:56");
  fabric.targets[1].config = claim_by("52:54:00:12:34:57");
  fabric.machine.put("/sys/class/net/ens3/type", "1\n");
  fabric.machine.put("/sys/class/net/ens3/address", "52:54:00:12:34:57\n");
  auto source = fabric.open();
  REQUIRE(asked(*source).size() == 2);
  const auto remarks = source->remarks();
  REQUIRE(remarks.size() == 2);
  CHECK(remarks.at("e0.1").claim == fabric.targets[0].config);
  CHECK_FALSE(remarks.at("e0.1").is_ours);
  CHECK(remarks.at("e0.2").is_ours);
  CHECK(*source->foreign_claim({0, 1}, milliseconds(5000), -1) == fabric.targets[0].config);
  CHECK(source->foreign_claim({0, 2}, milliseconds(5000), -1)->empty());
  CHECK_FALSE(source->foreign_claim({0, 3}, milliseconds(5000), -1));
}

TEST_CASE("the ways to a target are told with what they carry") {
  Fabric fabric;
  fabric.targets = {with_disk(test::target(0, 1), "", 1 << 21)};
  fabric.targets[0].sectors_per_frame = 17;
  auto source = fabric.open();
  const auto ways = source->reader()->ways({0, 1}, milliseconds(60'000), -1);
  REQUIRE(ways.figures.size() == 1);
  CHECK(ways.warnings.empty());
  CHECK(ways.figures[0].find("ens3: ") == 0);
  CHECK(ways.figures[0].find("frames of 2 sectors (MTU 1500); the target takes 17 (MTU 8740)") !=
        std::string::npos);
}

TEST_CASE("a target that two looks have missed does not answer any more") {
  Fabric fabric;
  fabric.targets = {test::target(0, 1)};
  auto source = fabric.open();
  REQUIRE(asked(*source).size() == 1);
  fabric.silent = true;
  CHECK(asked(*source)[0].up); // the wire falls silent behind this look's first query
  CHECK(asked(*source)[0].up);
  CHECK_FALSE(asked(*source)[0].up);
  fabric.silent = false;
  CHECK(asked(*source)[0].up);
}

TEST_CASE("what is in a partition is seen though the ends of the disk do not show it") {
  Fabric fabric;
  fabric.targets = {with_disk(test::target(0, 1), disk_with_swap(), 1 << 21)};
  auto source = fabric.open();
  DiskLook look; // before any list was asked for
  REQUIRE(source->reader()->look_at({0, 1}, look, milliseconds(60'000), -1));
  CHECK(contents_in_lines(look.contents, "e0.1") ==
        std::vector<std::string>{"partition table: dos", "swap \"mine\" on e0.1p1, 2.0 MiB"});
  CHECK(look.identity.serial == "0.1");
  CHECK(source->find({0, 1})->bytes == 1ull << 30);
}

TEST_CASE("a blank disk is blank") {
  Fabric fabric;
  fabric.targets = {with_disk(test::target(0, 1), "", 1 << 21)};
  auto source = fabric.open();
  DiskLook look;
  REQUIRE(source->reader()->look_at({0, 1}, look, milliseconds(60'000), -1));
  CHECK(look.contents.blank());
}

TEST_CASE("a disk that does not answer is an error, not a blank one") {
  Fabric fabric;
  fabric.targets = {with_disk(test::target(0, 1), "", 1 << 21)};
  auto source = fabric.open();
  REQUIRE(asked(*source).size() == 1);
  fabric.silent = true;
  DiskLook look;
  auto looked = source->reader()->look_at({0, 1}, look, milliseconds(5000), -1);
  REQUIRE_FALSE(looked);
  CHECK(looked.error().what == "it does not answer in time");
  CHECK_FALSE(source->reader()->look_at({0, 2}, look, milliseconds(5000), -1));
}
