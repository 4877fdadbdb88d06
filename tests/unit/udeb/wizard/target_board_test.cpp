// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "udeb/wizard/target_board.h"

using namespace netroot;
using namespace netroot::wizard;
using Lines = std::vector<std::string>;

namespace {

Target target(unsigned slot, unsigned long long mebibytes = 4096, const std::string& state = "up") {
  return {{0, slot}, state == "up", state, mebibytes << 20, "ens3", {"ens3"}, "22:a2:d7:01:e9:ca"};
}

std::vector<Target> several(unsigned count) {
  std::vector<Target> all;
  for (unsigned slot = 0; slot < count; ++slot)
    all.push_back(target(slot));
  return all;
}

Seen with_label(const std::string& label) {
  Seen seen;
  seen.look.identity = {"Coraid EtherDrive vblade", "0.0:storage", "V25"};
  seen.look.contents = {"dos", {{1, 3ull << 30, "ext4", label, "0x83"}}};
  return seen;
}

std::string refusal(const Target& one, const std::string& used = "") {
  return target_row(one, nullptr, used).refusal;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a row has what is known, and the details have the rest") {
  const Seen seen = with_label("root");
  auto row = target_row(target(0), &seen, "");
  CHECK(row.key == "e0.0");
  CHECK(row.columns ==
        Lines{"e0.0", "4.0 GiB", "Coraid EtherDrive vblade", "ens3", "dos: ext4 \"root\""});
  CHECK(row.details == Lines{"on it: partition table: dos; ext4 \"root\" on e0.0p1, 3.0 GiB",
                             "serial 0.0:storage, firmware V25, server 22:a2:d7:01:e9:ca on ens3"});
  CHECK(row.refusal.empty());
  CHECK(target_row(target(0), nullptr, "").columns == Lines{"e0.0", "4.0 GiB", "-", "ens3", "..."});
}

TEST_CASE("each refusal says why and what to do") {
  CHECK(contains(refusal(target(1, 4096, "down,closewait")),
                 "e0.1 does not answer any more (down,closewait): start its server"));
  CHECK(contains(refusal(target(1, 1023)), "e0.1 has 1023.0 MiB; at least 1.0 GiB are needed"));
  CHECK(contains(refusal(target(1), "e0.1p1 is mounted on /srv"),
                 "in use on this machine: e0.1p1 is mounted on /srv. Unmount it"));
  CHECK(refusal(target(1, 1024)).empty());
}

TEST_CASE("the disk under the cursor is read first, then its neighbours, each once") {
  TargetBoard board({});
  board.update(several(5), {});
  Lines order;
  while (auto next = board.take_next("e0.2"))
    order.push_back(next->name.text());
  CHECK(order == Lines{"e0.2", "e0.3", "e0.1", "e0.4", "e0.0"});
  CHECK_FALSE(board.take_next(""));
}

TEST_CASE("what is down is not read until it is up") {
  TargetBoard board({});
  board.update({target(0, 4096, "down")}, {});
  CHECK_FALSE(board.take_next(""));
  CHECK(board.update({target(0)}, {}));
  CHECK(board.take_next(""));
}

TEST_CASE("a reading is kept while the disk stays, and forgotten when it was away") {
  TargetBoard board({});
  board.update(several(2), {});
  board.put({0, 1}, with_label("root"));
  CHECK_FALSE(board.update(several(2), {}));
  CHECK(contains(board.rows()->at(1).columns[4], "root"));
  CHECK(board.update({target(0), target(1, 8192)}, {}));
  CHECK(board.rows()->at(1).columns[4] == "...");
  CHECK(board.update({target(1, 8192)}, {}));
  CHECK(board.update(several(2), {}));
  CHECK(board.rows()->at(0).columns[4] == "...");
}

TEST_CASE("the picture is the same one until something changes") {
  TargetBoard board({});
  board.update(several(3), {});
  auto rows = board.rows();
  board.update(several(3), {});
  CHECK(board.rows() == rows);
  board.update(several(3), {{"e0.1", "it is used as swap"}});
  CHECK(board.rows() != rows);
  CHECK(contains(board.rows()->at(1).refusal, "it is used as swap"));
}

TEST_CASE("what is read of a target that has gone meanwhile is dropped") {
  TargetBoard board({});
  board.update(several(2), {});
  REQUIRE(board.take_next(""));
  board.update({target(1)}, {});
  board.put({0, 0}, with_label("root"));
  CHECK(board.rows()->size() == 1);
  CHECK(board.rows()->at(0).columns[4] == "...");
}

TEST_CASE("a claim of another machine stands in the list, one of this machine's in the details") {
  const std::string claim =
      "netroot 1 host=shed mac=52:54:00:12:34:56 time=1 id=00112233445566778899aabbccddeeff";
  const auto foreign = target_row(target(0), nullptr, "", {"", claim, false});
  CHECK(foreign.columns[4] == "claimed; ...");
  CHECK(contains(foreign.details[0], "claimed by shed (52:54:00:12:34:56), "));
  CHECK(foreign.refusal.empty());
  const auto ours = target_row(target(0), nullptr, "", {"", claim, true});
  CHECK(ours.columns[4] == "...");
  CHECK(contains(ours.details[0], "claimed by this computer: shed "));
}

TEST_CASE("a doubtful target is refused with the key that allows it") {
  const auto row = target_row(target(1), nullptr, "", {"two servers answer for e0.1", "", false});
  CHECK(contains(row.refusal, "two servers answer for e0.1"));
  CHECK(contains(row.refusal, "netroot/allow-imposter e0.1"));
  CHECK(row.details[0] == "doubtful: two servers answer for e0.1");
}

TEST_CASE("the ways are measured of the row under the cursor, once it was read, and once") {
  TargetBoard board({});
  board.update(several(2), {});
  CHECK_FALSE(board.take_for_ways("e0.1"));
  REQUIRE(board.take_next("e0.1"));
  board.put({0, 1}, with_label("root"));
  REQUIRE(board.take_for_ways("e0.1"));
  CHECK_FALSE(board.take_for_ways("e0.1"));
  board.put_ways({0, 1}, {{"it is slow"}, {"ens3: 0.12 ms"}});
  CHECK(board.rows()->at(1).details[1] == "it is slow");
  CHECK(board.rows()->at(1).details.back() == "ens3: 0.12 ms");
}
