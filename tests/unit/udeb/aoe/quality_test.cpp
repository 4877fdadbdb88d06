// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "udeb/aoe/quality.h"

using namespace netroot;
using namespace netroot::aoe;
using netroot::test::Faults;
using netroot::test::PlayedWire;
using netroot::test::target;

namespace {

struct Way {
  explicit Way(unsigned mtu, const Faults& faults = {}) : wire(1, faults, mtu) {
    wire.fabric.add(target(0, 0));
  }
  PathQuality measure() {
    found = discover(client)->targets.at(0);
    return measure_path(client, found.paths.at(0)).value();
  }
  std::vector<std::string> texts(const PathQuality& quality) {
    return describe_qualities(found, {quality}, wire.cards());
  }
  PlayedWire wire;
  Client client{wire, 1};
  FoundTarget found;
};

} // namespace

TEST_CASE("a way that carries what card and target do needs nothing said") {
  Way way(9000);
  auto quality = way.measure();
  CHECK(quality.answer_sectors == 17);
  CHECK(quality.request_sectors == 17);
  CHECK(quality.largest_answer == 8726);
  CHECK_FALSE(quality.way_is_narrow());
  CHECK(quality.asked == 50);
  CHECK(quality.lost == 0);
  CHECK(quality.usual == Milliseconds(1));
  CHECK(recommended_mtu(quality, way.wire.cards()[0]) == 9000);
  CHECK(way.texts(quality).empty());
}

TEST_CASE("nothing that a disk would take as a write is ever sent") {
  Way way(9000);
  way.measure();
  for (const auto& [card, bytes] : way.wire.sent) {
    const Frame frame = *decode(bytes);
    if (auto ata = argument_of<Ata>(frame))
      CHECK((!ata->write && (ata->command_or_status == 0xec || ata->command_or_status == 0x24)));
    else
      CHECK(argument_of<Config>(frame)->command == ConfigCommand::Read);
  }
}

TEST_CASE("a switch without jumbo frames is found, and the MTU that passes") {
  Way way(9000);
  way.wire.fabric.request_mtu = way.wire.fabric.answer_mtu = 1500;
  auto quality = way.measure();
  CHECK(quality.sectors() == 2);
  CHECK(quality.way_is_narrow());
  CHECK(recommended_mtu(quality, way.wire.cards()[0]) == 1500);
  CHECK(way.texts(quality) ==
        std::vector<std::string>{
            "e0.0 on ens3: frames of 2 sectors pass, not the 17 that card and target "
            "take (either way): a switch between them may lack jumbo frames. MTU 1500 "
            "is safe."});
}

TEST_CASE("each direction is measured by itself, to the sector") {
  for (unsigned sectors = 1; sectors <= 17; ++sectors) {
    Way there(9000), back(9000);
    there.wire.fabric.request_mtu = 22 + 512 * sectors;
    back.wire.fabric.answer_mtu = 22 + 512 * sectors;
    auto to_target = there.measure();
    CHECK(to_target.request_sectors == sectors);
    CHECK(to_target.answer_sectors == 17);
    auto to_us = back.measure();
    CHECK(to_us.request_sectors == 17);
    CHECK(to_us.answer_sectors == sectors);
    CHECK(recommended_mtu(to_us, back.wire.cards()[0]) == (sectors == 17  ? 9000
                                                           : sectors <= 2 ? 1500
                                                                          : 36 + 512 * sectors));
  }
}

TEST_CASE("a target that takes small frames only makes no way narrow") {
  Way way(9000);
  way.wire.fabric.at(0).sectors_per_frame = 2;
  auto quality = way.measure();
  CHECK(quality.sectors() == 2);
  CHECK_FALSE(quality.way_is_narrow());
  CHECK(quality.target_sectors == 2);
  CHECK(quality.card_sectors == 17);
}

TEST_CASE("a way that loses frames is told by how many") {
  Way way(1500, Faults{100, 0, 0, 0, 0, Milliseconds(0)});
  auto quality = way.measure();
  CHECK(quality.lost > 2);
  CHECK(quality.lost < 25);
  CHECK(quality.sectors() == 2);
  CHECK(way.texts(quality).at(0) ==
        "e0.0 on ens3: " + std::to_string(quality.lost) + " of 50 frames were lost");
}

TEST_CASE("a target that has gone leaves zeros, not an error") {
  Way way(1500);
  way.measure();
  way.wire.silent = true;
  auto quality = measure_path(way.client, way.found.paths[0]);
  REQUIRE(quality);
  CHECK(quality->sectors() == 0);
  CHECK(quality->lost == 50);
}

TEST_CASE("a target that is reserved for another client cannot be measured, and says so") {
  Way way(1500);
  way.measure();
  way.wire.fabric.at(0).reserved = {Mac{{9, 9, 9, 9, 9, 9}}};
  auto quality = measure_path(way.client, way.found.paths[0]);
  REQUIRE_FALSE(quality);
  CHECK(quality.error().what == "the target is reserved for another client");
}

TEST_CASE("of two ways the worse one is named") {
  PlayedWire wire(2, {}, 9000);
  wire.fabric.add(target(0, 0));
  Client client(wire, 1);
  const FoundTarget found = discover(client)->targets.at(0);
  PathQuality good = measure_path(client, found.paths[0]).value(), slow = good, small = good;
  slow.usual = Milliseconds(7);
  small.answer_sectors = small.target_sectors = 2;
  CHECK(describe_qualities(found, {good, good}, wire.cards()).empty());
  CHECK(describe_qualities(found, {good, slow}, wire.cards()) ==
        std::vector<std::string>{"e0.0 on ens4: is slower than ens3 (7.00 ms against 1.00 ms)"});
  CHECK(describe_qualities(found, {small, good}, wire.cards()) ==
        std::vector<std::string>{
            "e0.0 on ens3: carries smaller frames than ens4 (2 against 17 sectors)"});
}
