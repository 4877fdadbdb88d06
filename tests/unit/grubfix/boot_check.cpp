// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/partition_table.h"
#include "tests/unit/grubfix/fixture.h"

using namespace netroot;
using namespace netroot::test;

namespace {
const std::string one_partition = table_sector({{0x83, 64, 4000}});
constexpr uint32_t usual_ext4 =
    0x2c2 | 0x4; // filetype extents 64bit flex_bg, needs_recovery (mounted)

std::string refusal(const std::string& disk, unsigned partition = 1,
                    const std::string& blkid = "") {
  Machine machine;
  PlayingRunner runner;
  if (!blkid.empty())
    runner.expect({"blkid", "-p", "-o", "value", "-s", "TYPE", "-O", "32768", "/dev/etherd/e0.0"},
                  {0, false, blkid + "\n", ""});
  machine.write("/dev/etherd/e0.0", disk);
  auto outcome = check_grub_legacy_can_boot(machine.setup(runner, partition));
  CHECK(runner.unused().empty());
  if (!outcome)
    CHECK_FALSE(outcome.error().hint.empty());
  return outcome ? "" : outcome.error().what;
}
bool has(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}
} // namespace

TEST_CASE("an MBR label with ext4 as mke2fs makes it is fine") {
  CHECK(refusal(disk_with_ext(one_partition, 64, usual_ext4)) == "");
}

TEST_CASE("a GPT label is refused by name") {
  CHECK(has(refusal(disk_with_ext(table_sector({{0xee, 1, 4095}}), 64, usual_ext4)), "GPT"));
}

TEST_CASE("a disk without a label is refused") {
  CHECK(has(refusal(std::string(8192, '\0')), "no partition table"));
}

TEST_CASE("inline_data is refused by name") {
  CHECK(has(refusal(disk_with_ext(one_partition, 64, usual_ext4 | 0x8000)), "inline_data"));
}

TEST_CASE("another file system is refused by the name blkid gives it") {
  CHECK(has(refusal(one_partition + std::string(4095 * 512, '\0'), 1, "btrfs"), "btrfs"));
}

TEST_CASE("a partition that is not in the table is refused by its device name") {
  CHECK(has(refusal(disk_with_ext(one_partition, 64, usual_ext4), 3), "/dev/etherd/e0.0p3"));
}

TEST_CASE("no room for stage1_5 before the first partition is refused") {
  CHECK(has(refusal(disk_with_ext(table_sector({{0x83, 8, 4000}}), 8, usual_ext4)),
            "begins at sector 8"));
}

TEST_CASE("a truncated disk is an error, not a crash") {
  CHECK(has(refusal("short"), "ends at byte 5"));
  CHECK_FALSE(refusal(one_partition).empty());
}

TEST_CASE("logical partitions are numbered from 5 along the chain") {
  Machine machine;
  std::string disk = disk_with_ext(table_sector({{0x83, 64, 100}, {0x05, 200, 800}}), 64, 0);
  disk.replace(200 * 512, 512, table_sector({{0x83, 8, 50}, {0x05, 300, 100}}));
  disk.replace(500 * 512, 512, table_sector({{0x82, 8, 60}}));
  machine.write("/dev/etherd/e0.0", disk);
  auto table = read_partition_table(machine.root(), "/dev/etherd/e0.0");
  REQUIRE(table);
  REQUIRE(find_partition(*table, 5));
  CHECK(find_partition(*table, 5)->start == 208);
  REQUIRE(find_partition(*table, 6));
  CHECK(find_partition(*table, 6)->start == 508);
  CHECK_FALSE(find_partition(*table, 3));
}

TEST_CASE("a chain of logical partitions that leads back into itself ends in an error") {
  Machine machine;
  std::string disk = disk_with_ext(table_sector({{0x05, 200, 800}}), 64, 0);
  disk.replace(200 * 512, 512, table_sector({{0x83, 8, 50}, {0x05, 0, 100}}));
  machine.write("/dev/etherd/e0.0", disk);
  auto table = read_partition_table(machine.root(), "/dev/etherd/e0.0");
  REQUIRE_FALSE(table);
  CHECK(has(table.error().what, "no end"));
}

TEST_CASE("a partition's name has a p only after a digit") {
  CHECK(partition_name("/dev/etherd/e0.0", 1) == "/dev/etherd/e0.0p1");
  CHECK(partition_name("/dev/sda", 5) == "/dev/sda5");
}
