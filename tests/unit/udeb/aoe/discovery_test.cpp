// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "udeb/aoe/discovery.h"

using namespace netroot;
using namespace netroot::aoe;
using netroot::test::Faults;
using netroot::test::PlayedWire;
using netroot::test::target;

namespace {

const Mac imposter{{2, 0, 0, 0, 0xba, 0xd0}};

Discovery found_on(PlayedWire& wire, const DiscoveryPlan& plan = {}) {
  Client client(wire, 1);
  auto found = discover(client, plan);
  REQUIRE(found);
  return *found;
}

std::string names(const Discovery& found) {
  std::vector<std::string> parts;
  for (const FoundTarget& each : found.targets)
    parts.push_back(each.name.text());
  return join(parts, " ");
}

} // namespace

TEST_CASE("every target is found once, in order, with what it says of itself") {
  PlayedWire wire;
  auto& first = wire.fabric.add(target(7, 3));
  first.config = "belongs to nobody";
  first.sectors = uint64_t{6} << 30;
  first.buffer_count = 9;
  wire.fabric.add(target(0, 12));
  wire.fabric.add(target(0, 2));
  auto found = found_on(wire);
  CHECK(names(found) == "e0.2 e0.12 e7.3");
  const FoundPath& path = found.targets.at(2).paths.at(0);
  CHECK(found.targets[2].paths.size() == 1);
  CHECK(path.config.string == "belongs to nobody");
  CHECK(path.config.buffer_count == 9);
  CHECK(path.config.sectors_per_frame == 2);
  REQUIRE(path.identity);
  CHECK(path.identity->model == "netroot fabric");
  CHECK(path.identity->serial == "7.3");
  CHECK(path.identity->bytes() == uint64_t{3} << 40);
  CHECK(path.round_trip == std::chrono::microseconds(1000));
  CHECK(found.targets[2].doubts.empty());
}

TEST_CASE("a target on two cards has two paths and raises no doubt") {
  PlayedWire wire(2);
  wire.fabric.add(target(0, 0));
  wire.fabric.add(target(0, 1)).cards = {1};
  auto found = found_on(wire);
  CHECK(found.targets.at(0).paths.size() == 2);
  CHECK(found.targets[0].doubts.empty());
  CHECK(found.targets.at(1).paths.at(0).path.card == 1);
}

TEST_CASE("that nobody is there is believed after four queries and 0.8 s") {
  PlayedWire wire;
  CHECK(found_on(wire).targets.empty());
  CHECK(wire.sent.size() == 4);
  CHECK(wire.passed_ms() == 800);
}

TEST_CASE("a fabric that answers at once is listed whole within half a second") {
  PlayedWire wire(4);
  for (uint16_t shelf = 0; shelf < 10; ++shelf)
    for (uint8_t slot = 0; slot < 100; ++slot)
      wire.fabric.add(target(shelf, slot));
  auto found = found_on(wire);
  CHECK(found.targets.size() == 1000);
  for (const FoundTarget& each : found.targets)
    REQUIRE((each.paths.size() == 4 && each.identity()));
  CHECK(wire.passed_ms() <= 500);
  CHECK(wire.sent.size() == 4000 + 2 * 4); // as many requests as paths: linear
}

TEST_CASE("where a fifth of the frames is lost, the query goes out until nobody can be missing") {
  PlayedWire wire(1, Faults{200, 0, 0, 0, 0, Milliseconds(0)});
  for (uint8_t slot = 0; slot < 50; ++slot)
    wire.fabric.add(target(0, slot));
  auto found = found_on(wire);
  CHECK(found.targets.size() == 50);
  for (const FoundTarget& each : found.targets)
    CHECK(each.identity());
}

TEST_CASE("a query whose answer comes late is still heard") {
  PlayedWire wire(1, Faults{0, 0, 0, 0, 0, Milliseconds(150)});
  wire.fabric.add(target(0, 0));
  CHECK(found_on(wire).targets.size() == 1);
}

TEST_CASE("two servers that answer for one target on one card are doubted") {
  PlayedWire wire;
  wire.fabric.add(target(0, 0));
  wire.fabric.add(target(0, 0)).mac = imposter;
  auto found = found_on(wire);
  CHECK(found.targets.at(0).doubts == std::vector<Doubt>{Doubt::TwoServers});
  CHECK(describe_doubts(found.targets[0], wire.cards()) ==
        std::vector<std::string>{"two servers answer for e0.0 on ens3: 02:00:00:00:50:00 and "
                                 "02:00:00:00:ba:d0"});
}

TEST_CASE("a target that is another disk behind another card is doubted") {
  PlayedWire wire(2);
  wire.fabric.add(target(0, 0)).cards = {0};
  auto& other = wire.fabric.add(target(0, 0));
  other.cards = {1};
  other.sectors = 9000;
  auto found = found_on(wire);
  CHECK(found.targets.at(0).doubts == std::vector<Doubt>{Doubt::DifferentDisk});
  CHECK(describe_doubts(found.targets[0], wire.cards()) ==
        std::vector<std::string>{
            "e0.0 is not the same disk everywhere: netroot fabric, serial number 0.0, 8192 sectors "
            "from 02:00:00:00:50:00 on ens3, but netroot fabric, serial number 0.0, 9000 sectors "
            "from 02:00:00:00:50:01 on ens4"});
}

TEST_CASE("a serial number that differs is enough for a doubt") {
  PlayedWire wire(2);
  wire.fabric.add(target(0, 0)).cards = {0};
  auto& other = wire.fabric.add(target(0, 0));
  other.cards = {1};
  other.serial = "another host";
  CHECK(found_on(wire).targets.at(0).doubts == std::vector<Doubt>{Doubt::DifferentDisk});
}

TEST_CASE("a target whose disk is silent is listed without an identity, and why") {
  PlayedWire wire;
  wire.fabric.add(target(0, 0));
  Client client(wire, 1);
  DiscoveryPlan plan;
  client.broadcast(0, {}, Config{}, nullptr);
  Bytes answer = wire.fabric.answer(0, wire.sent.back().second).at(0);
  wire.silent = true;
  Frame frame = *decode(answer);
  frame.header.tag = 0x80000003; // of the query that comes next
  client.stop_listening();
  wire.arrives(0, encode(frame), Milliseconds(5));
  auto found = discover(client, plan);
  REQUIRE(found);
  REQUIRE(found->targets.size() == 1);
  CHECK_FALSE(found->targets[0].identity());
  CHECK(found->targets[0].paths[0].no_identity == "no answer to ATA IDENTIFY");
}

TEST_CASE("only the targets that were asked for answer") {
  PlayedWire wire;
  wire.fabric.add(target(1, 0));
  wire.fabric.add(target(2, 0));
  DiscoveryPlan plan;
  plan.address = {2, 0};
  CHECK(names(found_on(wire, plan)) == "e2.0");
}

TEST_CASE("a fabric that makes targets up fills no more memory than the plan allows") {
  PlayedWire wire;
  for (uint8_t slot = 0; slot < 100; ++slot)
    wire.fabric.add(target(0, slot));
  DiscoveryPlan plan;
  plan.most_paths = 60;
  auto found = found_on(wire, plan);
  CHECK(found.targets.size() == 60);
  CHECK(found.too_many);
}

TEST_CASE("thousands of targets that say nothing of themselves end a discovery after 20 seconds") {
  PlayedWire wire;
  for (unsigned number = 0; number < 5000; ++number)
    wire.fabric.add(
        target(static_cast<uint16_t>(number / 250), static_cast<uint8_t>(number % 250)));
  wire.disks_are_silent = true;
  const auto begun = wire.now();
  auto found = found_on(wire);
  CHECK(wire.now() - begun < std::chrono::seconds(40));
  REQUIRE(found.targets.size() == 5000);
  for (const FoundTarget& each : found.targets)
    CHECK(each.paths.at(0).no_identity == "no answer to ATA IDENTIFY");
}

TEST_CASE("an interrupted discovery is an error, and the client can be used again") {
  PlayedWire wire;
  wire.fabric.add(target(0, 0));
  wire.interrupted_at = Clock::time_point{} + Milliseconds(50);
  Client client(wire, 1);
  CHECK_FALSE(discover(client));
  wire.interrupted_at = Clock::time_point::max();
  CHECK(discover(client)->targets.size() == 1);
}
