// SPDX-License-Identifier: GPL-2.0-or-later
// Reservations and MAC masks.
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "udeb/aoe/mask.h"

using namespace netroot;
using namespace netroot::aoe;
using netroot::test::PlayedWire;
using netroot::test::target;
using Macs = std::vector<Mac>;

namespace {

const Mac other{{2, 0, 0, 0, 0, 9}}, another{{2, 0, 0, 0, 0, 10}};

struct Listed {
  Listed() { wire.fabric.add(target(0, 0)); }
  Path path() { return {0, {{2, 0, 0, 0, 0x50, 0}}, {0, 0}}; }
  Mac own() { return wire.cards()[0].mac; }
  netroot::test::FabricTarget& disk() { return wire.fabric.at(0); }
  PlayedWire wire;
  Client client{wire, 1};
};

} // namespace

TEST_CASE("a target is reserved for our cards, and released") {
  Listed it;
  auto reserved = reserve_target(it.client, it.path(), {it.own(), other});
  CHECK(reserved->state == ListState::Done);
  CHECK(it.disk().reserved == Macs{it.own(), other});
  CHECK(read_reservation(it.client, it.path())->macs == Macs{it.own(), other});
  CHECK(release_reservation(it.client, it.path(), {it.own()})->state == ListState::Done);
  CHECK(it.disk().reserved.empty());
}

TEST_CASE("a target that is reserved for others stays so") {
  Listed it;
  it.disk().reserved = {other};
  auto reserved = reserve_target(it.client, it.path(), {it.own()});
  CHECK(reserved->state == ListState::Refused);
  CHECK(reserved->macs == Macs{other});
  CHECK(release_reservation(it.client, it.path(), {it.own()})->state == ListState::Refused);
  CHECK(it.disk().reserved == Macs{other});
}

TEST_CASE("a reservation for another card of ours is released through this one") {
  Listed it;
  it.disk().reserved = {other};
  CHECK(release_reservation(it.client, it.path(), {it.own(), other})->state == ListState::Done);
  CHECK(it.disk().reserved.empty());
}

TEST_CASE("a target without reservations or masks is said to have none") {
  Listed it;
  it.disk().knows_reserve = it.disk().knows_masks = false;
  auto reserved = reserve_target(it.client, it.path(), {it.own()});
  CHECK(reserved->state == ListState::Unknown);
  CHECK(reserved->why == "the target does not know the command");
  CHECK(add_masks(it.client, it.path(), {it.own()})->state == ListState::Unknown);
}

TEST_CASE("masks are added to those that are there") {
  Listed it;
  it.disk().masks = {it.own()};
  CHECK(add_masks(it.client, it.path(), {other, it.own(), another})->state == ListState::Done);
  CHECK(it.disk().masks == Macs{it.own(), other, another});
  const size_t sent = it.wire.sent.size();
  CHECK(add_masks(it.client, it.path(), {other})->state == ListState::Done);
  CHECK(it.wire.sent.size() == sent + 1); // there is nothing to add
}

TEST_CASE("a mask list that would make the target deaf to us is not made") {
  Listed it;
  auto added = add_masks(it.client, it.path(), {other});
  REQUIRE_FALSE(added);
  CHECK(added.error().what == "the target would not hear ens3 any more");
  CHECK(it.disk().masks.empty());
}

TEST_CASE("a list that is full is said to be") {
  Listed it;
  for (uint8_t i = 0; i < 31; ++i)
    it.disk().masks.push_back({{4, 0, 0, 0, 0, i}});
  it.disk().masks.push_back(it.own());
  auto added = add_masks(it.client, it.path(), {other});
  CHECK(added->state == ListState::Unknown);
  CHECK(added->why == "the target's list is full");
}

TEST_CASE("no answer is an error that names target and card") {
  Listed it;
  it.wire.silent = true;
  CHECK(read_masks(it.client, it.path()).error().what ==
        "e0.0 does not answer about its MAC masks on ens3");
  CHECK(read_reservation(it.client, it.path()).error().what ==
        "e0.0 does not answer a reservation on ens3");
}
