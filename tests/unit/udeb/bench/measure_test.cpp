// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "udeb/bench/aoe_disk.h"
#include "udeb/bench/measure.h"
#include "udeb/bench/setup.h"
#include "udeb/bench/way.h"
#include <algorithm>

using namespace netroot;
using namespace netroot::bench;
using netroot::aoe::Milliseconds;
using netroot::test::Faults;
using netroot::test::PlayedWire;
using netroot::test::target;

namespace {

constexpr uint64_t disk_sectors = 8192; // 4 MiB

bool is_about(double value, double wanted, double part = 0.001) {
  return value > wanted * (1 - part) && value < wanted * (1 + part);
}

// A target of 4 MiB that keeps what is written, on a wire whose round trip is one millisecond.
struct Played {
  explicit Played(unsigned mtu, const Faults& faults = {}) : wire(1, faults, mtu) {
    auto& made = wire.fabric.add(target(0, 1));
    made.sectors = disk_sectors;
    made.read = [this](uint64_t lba, std::span<uint8_t> data) {
      std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(lba * 512), data.size(),
                  data.begin());
      return !broken;
    };
    made.write = [this](uint64_t lba, aoe::ByteView data) {
      std::copy(data.begin(), data.end(), bytes.begin() + static_cast<std::ptrdiff_t>(lba * 512));
      return true;
    };
    for (size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<uint8_t>(i * 7 + i / 512);
  }
  aoe::FoundPath path() { return find_way(client, {0, 1})->path; }
  unsigned frames(uint8_t command) const {
    unsigned count = 0;
    for (const auto& [card, bytes_sent] : wire.sent)
      if (auto frame = aoe::decode(bytes_sent))
        if (auto ata = aoe::argument_of<aoe::Ata>(*frame))
          count += ata->command_or_status == command;
    return count;
  }

  PlayedWire wire;
  aoe::Client client{wire, 1};
  aoe::Bytes bytes = aoe::Bytes(disk_sectors * 512);
  bool broken = false;
};

const Pattern single{false, true, small_block, 1}, deep{false, true, small_block, 16};
const Pattern large{false, false, large_block, sequential_depth};
const Pattern large_writes{true, false, large_block, sequential_depth};

Measurement measured(Disk& disk, const Pattern& pattern, int milliseconds = 1000) {
  return measure(disk, pattern, disk.bytes(), Milliseconds(milliseconds)).value();
}

} // namespace

TEST_CASE("one small read after the other takes one round trip each") {
  Played played(9000);
  AoeDisk disk(played.client, played.path(), 17);
  const Measurement made = measured(disk, single);
  CHECK(made.operations == 1000);
  CHECK(made.bytes == 1000 * 4096);
  CHECK(is_about(made.seconds, 1.0));
  CHECK(is_about(made.per_second(), 1000));
  CHECK(is_about(made.megabytes(), 4.096));
  CHECK(is_about(made.median_us, 1000));
  CHECK(is_about(made.p99_us, 1000));
  CHECK(made.sent->all == 1000);
  CHECK(made.sent->again == 0);
}

TEST_CASE("as many reads are under way as the depth says, and the target's buffers allow") {
  Played played(9000);
  AoeDisk disk(played.client, played.path(), 17);
  CHECK(is_about(measured(disk, deep).per_second(), 16000));
  Pattern too_deep = deep;
  too_deep.depth = 64;
  const Measurement waiting = measured(disk, too_deep);
  CHECK(is_about(waiting.per_second(), 16000, 0.01));
  CHECK(is_about(waiting.median_us, 4000));
}

TEST_CASE("small frames take more round trips for the same data, on the same card") {
  Played played(9000);
  const auto path = played.path();
  AoeDisk small(played.client, path, 2), jumbo(played.client, path, 17);
  const Measurement with_small = measured(small, large), with_jumbo = measured(jumbo, large);
  CHECK(is_about(with_small.megabytes(), 16 * 1.024, 0.02)); // 16 frames of 1 KiB in 1 ms
  CHECK(with_jumbo.megabytes() > 8 * with_small.megabytes());
  for (const auto& [card, bytes] : played.wire.sent) { // the size is the request's, not the card's
    const auto frame = aoe::decode(bytes);
    REQUIRE(frame);
    if (auto ata = aoe::argument_of<aoe::Ata>(*frame))
      CHECK(ata->sectors <= 17);
  }
}

TEST_CASE("what is read is what the disk holds, whatever the frame size") {
  for (unsigned sectors : {1U, 2U, 3U, 7U, 17U}) {
    Played played(9000);
    AoeDisk disk(played.client, played.path(), sectors);
    Memory memory = aligned_memory(8192);
    std::string trouble = "not called";
    disk.read(512 * 5, {memory.get(), 8192}, [&](const std::string& what) { trouble = what; });
    REQUIRE(disk.run());
    CHECK(trouble.empty());
    CHECK(std::equal(memory.get(), memory.get() + 8192, played.bytes.begin() + 512 * 5));
  }
}

TEST_CASE("a measurement of reads sends no write") {
  Played played(9000);
  const aoe::Bytes before = played.bytes;
  AoeDisk disk(played.client, played.path(), 17);
  for (const Pattern& pattern : patterns(16, false))
    measured(disk, pattern, 20);
  CHECK(played.bytes == before);
  CHECK(played.frames(0x30) + played.frames(0x34) == 0);
  CHECK(played.frames(0x24) > 0);
}

TEST_CASE("writes fill the span with data that cannot be compressed, and nothing behind it") {
  Played played(9000);
  std::fill(played.bytes.begin(), played.bytes.end(), uint8_t{0});
  AoeDisk disk(played.client, played.path(), 17);
  REQUIRE(measure(disk, large_writes, 2 << 20, Milliseconds(200)));
  const auto zeros = std::count(played.bytes.begin(), played.bytes.begin() + (2 << 20), uint8_t{0});
  CHECK(zeros < (2 << 20) / 200);
  CHECK(std::count(played.bytes.begin() + (2 << 20), played.bytes.end(), uint8_t{0}) == 2 << 20);
}

TEST_CASE("frames that get lost are sent again, counted, and cost time") {
  Played played(9000, Faults{20, 0, 0, 0, 0, Milliseconds(0)});
  AoeDisk disk(played.client, played.path(), 17);
  const Measurement made = measured(disk, single);
  CHECK(made.sent->again > 0);
  CHECK(made.sent->again < made.sent->all / 5);
  CHECK(made.per_second() < 700);
  CHECK(is_about(made.median_us, 1000));
  CHECK(made.p99_us >= 50000);
}

TEST_CASE("a disk that fails ends the measurement, and is named with the sector") {
  Played played(9000);
  AoeDisk disk(played.client, played.path(), 17);
  played.broken = true;
  auto made = measure(disk, single, disk.bytes(), Milliseconds(100));
  REQUIRE_FALSE(made);
  CHECK(made.error().what.find("e0.1: reading sector ") == 0);
  CHECK(made.error().what.find("failed in the disk") != std::string::npos);
}

TEST_CASE("an interrupt ends the measurement") {
  Played played(9000);
  AoeDisk disk(played.client, played.path(), 17);
  played.wire.interrupted_at = played.wire.now() + Milliseconds(30);
  auto made = measure(disk, single, disk.bytes(), Milliseconds(1000));
  REQUIRE_FALSE(made);
  CHECK(made.error().what == "interrupted");
}

TEST_CASE("warming up reads the span once, in order") {
  Played played(9000);
  AoeDisk disk(played.client, played.path(), 16);
  const unsigned before = played.frames(0x24);
  REQUIRE(warm_up(disk, 2 << 20, Milliseconds(60'000)));
  CHECK(played.frames(0x24) - before == 4096 / 16);
}

TEST_CASE("the columns of a way with jumbo frames are MTU 1500 and the card's") {
  Played played(9000);
  Bench bench;
  REQUIRE(add_protocol(bench, played.client, {0, 1}));
  REQUIRE(bench.report.columns.size() == 2);
  CHECK(bench.report.columns[0].heading() == "AoE 1500");
  CHECK(bench.report.columns[0].sectors == 2);
  CHECK(bench.report.columns[1].heading() == "AoE 9000");
  CHECK(bench.report.columns[1].sectors == 17);
  CHECK(bench.deep == 16);
  CHECK(bench.report.ways.at(0) ==
        "AoE: through ens3 from 02:00:00:00:50:00, 16 frames at a time, up to 17 sectors");
}

TEST_CASE("where a switch lacks jumbo frames the best is what passes") {
  Played played(9000);
  played.wire.fabric.request_mtu = 4200;
  Bench bench;
  REQUIRE(add_protocol(bench, played.client, {0, 1}));
  CHECK(bench.report.columns.back().heading() == "AoE 4132");
  CHECK(bench.report.columns.back().sectors == 8);
}

TEST_CASE("where nothing larger than MTU 1500 passes there is one column of AoE") {
  Played played(1500);
  Bench bench;
  REQUIRE(add_protocol(bench, played.client, {0, 1}));
  CHECK(bench.report.columns.size() == 1);
  CHECK(bench.report.limits.card_sectors == 2);
}

TEST_CASE("a target that nobody answers for is named with the cards") {
  Played played(1500);
  auto way = find_way(played.client, {0, 9});
  REQUIRE_FALSE(way);
  CHECK(way.error().what == "no target e0.9 answers on ens3");
}

TEST_CASE("figures of an imposter are not taken") {
  Played played(1500);
  auto second = target(0, 1);
  second.mac = aoe::Mac{{2, 0, 0, 0, 0xba, 0xd0}};
  second.sectors = disk_sectors;
  played.wire.fabric.add(second);
  auto way = find_way(played.client, {0, 1});
  REQUIRE_FALSE(way);
  CHECK(way.error().what.find("two servers answer for e0.1 on ens3") == 0);
}
