// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "udeb/probe/contents.h"

using namespace netroot;

namespace {

constexpr unsigned long long gib = 1ull << 30;

DiskContents two_partitions() {
  return {"dos", {{1, 3 * gib, "ext4", "root", "0x83"}, {2, gib, "", "", "0x82"}}};
}

} // namespace

TEST_CASE("each thing on a disk is one line with its place, label and size") {
  CHECK(
      contents_in_lines(two_partitions(), "e0.0") ==
      std::vector<std::string>{"partition table: dos", "ext4 \"root\" on e0.0p1, 3.0 GiB",
                               "partition (Linux swap) e0.0p2, 1.0 GiB, nothing recognised in it"});
  CHECK(contents_in_lines({"", {{0, 16 * gib, "LVM2_member", "", ""}}}, "e7.12") ==
        std::vector<std::string>{"LVM volume on the whole disk, 16.0 GiB"});
  CHECK(contents_in_lines({"", {{0, gib, "", "", ""}}}, "e0.0") ==
        std::vector<std::string>{"data that nobody recognises on the whole disk, 1.0 GiB"});
  CHECK(contents_in_lines({}, "e0.0").empty());
}

TEST_CASE("in short, a disk is blank, or its table and what is in it") {
  CHECK(contents_in_short({}) == "blank");
  CHECK(contents_in_short(two_partitions()) == "dos: ext4 \"root\", partition (Linux swap)");
  CHECK(contents_in_short({"gpt", {}}) == "gpt: no partitions");
  CHECK(contents_in_short({"", {{0, gib, "crypto_LUKS", "", ""}}}) == "encrypted (LUKS)");
  CHECK(contents_in_short({"", {{0, gib, "", "", ""}}}) == "unknown data");
  DiskContents many{"gpt", {}};
  for (unsigned number = 1; number <= 7; ++number)
    many.areas.push_back({number, gib, "xfs", "", ""});
  CHECK(contents_in_short(many) == "gpt: xfs, xfs, xfs, xfs +3");
}

TEST_CASE("a look crosses as lines, whatever is in its labels") {
  DiskLook look;
  look.identity = {"Coraid EtherDrive vblade", "0.0:storage", ""};
  look.contents = two_partitions();
  look.contents.areas[0].label = "a b%20\n\xc3\xa4";
  DiskLook again;
  for (const std::string& line : look_to_lines(look))
    CHECK(take_look_line(again, line));
  CHECK(again.identity.model == look.identity.model);
  CHECK(again.identity.serial == look.identity.serial);
  CHECK(again.identity.firmware.empty());
  CHECK(again.contents.table == "dos");
  REQUIRE(again.contents.areas.size() == 2);
  CHECK(again.contents.areas[0].label == look.contents.areas[0].label);
  CHECK(again.contents.areas[0].bytes == 3 * gib);
  CHECK(again.contents.areas[1].kind.empty());
  CHECK(again.contents.areas[1].type == "0x82");
}

TEST_CASE("a line that tells nothing of a disk is not taken") {
  DiskLook look;
  for (const char* line : {"", "model", "model a b", "area 1 2 3", "area x 1 a b c", "colour red"})
    CHECK_FALSE(take_look_line(look, line));
  CHECK(look.contents.blank());
}
