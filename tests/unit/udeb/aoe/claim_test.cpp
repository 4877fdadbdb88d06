// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "udeb/aoe/claim.h"

using namespace netroot;
using namespace netroot::aoe;
using netroot::test::Faults;
using netroot::test::PlayedWire;
using netroot::test::Strings;
using netroot::test::target;

namespace {

Owner owner(const std::string& host) {
  return {host, {}, 1790000000, make_claim_id()};
}

struct Contested {
  explicit Contested(Strings strings = Strings::Kept, const Faults& faults = {}) : wire(1, faults) {
    auto made = target(0, 0);
    made.strings = strings;
    wire.fabric.add(made);
    found = discover(client)->targets.at(0);
  }
  std::string& string() { return wire.fabric.at(0).config; }

  PlayedWire wire;
  Client client{wire, 1};
  FoundTarget found;
};

} // namespace

TEST_CASE("a free target is claimed, held against another, and released") {
  for (Strings strings : {Strings::Kept, Strings::KeptStrict}) {
    Contested it(strings);
    const Owner us = owner("us"), them = owner("them");
    CHECK(claim_target(it.client, it.found, us)->state == ClaimState::Taken);
    CHECK(it.string() == us.text());
    auto theirs = claim_target(it.client, it.found, them);
    CHECK(theirs->state == ClaimState::Held);
    CHECK(theirs->string == us.text());
    CHECK(check_claim(it.client, it.found, us)->state == ClaimState::Taken);
    CHECK(check_claim(it.client, it.found, them)->state == ClaimState::Held);
    CHECK_FALSE(*release_target(it.client, it.found, them));
    CHECK(it.string() == us.text());
    CHECK(*release_target(it.client, it.found, us));
    CHECK(it.string().empty());
  }
}

TEST_CASE("a claim of ours that is there already is ours") {
  Contested it(Strings::KeptStrict);
  const Owner us = owner("us");
  it.string() = us.text();
  CHECK(claim_target(it.client, it.found, us)->state == ClaimState::Taken);
}

TEST_CASE("answers that get lost do not make us lose our own claim") {
  for (Strings strings : {Strings::Kept, Strings::KeptStrict})
    for (unsigned seed = 0; seed < 20; ++seed) {
      Contested it(strings, Faults{seed * 15, 100, 0, 0, 0, Milliseconds(1)});
      const Owner us = owner("us");
      auto claim = claim_target(it.client, it.found, us);
      if (claim) // no answer at all is an error, which is no claim of anybody else's
        CHECK(claim->state == ClaimState::Taken);
    }
}

TEST_CASE("a target that forgets strings is said to, and one that refuses them") {
  Contested forgetful(Strings::Forgotten);
  auto claim = claim_target(forgetful.client, forgetful.found, owner("us"));
  CHECK(claim->state == ClaimState::NotKept);
  CHECK(claim->string == "the target accepts a config string and forgets it");
  Contested refusing(Strings::Refused);
  claim = claim_target(refusing.client, refusing.found, owner("us"));
  CHECK(claim->state == ClaimState::NotKept);
  CHECK(claim->string == "the target does not know the command");
}

TEST_CASE("a claim is taken over knowingly, and only the one that was seen") {
  Contested it;
  const Owner old = owner("old"), us = owner("us");
  it.string() = old.text();
  auto wrong = take_over(it.client, it.found, us, owner("older").text());
  CHECK(wrong->state == ClaimState::Held);
  CHECK(wrong->string == old.text());
  CHECK(it.string() == old.text());
  const long before = it.wire.passed_ms();
  CHECK(take_over(it.client, it.found, us, old.text())->state == ClaimState::Taken);
  CHECK(it.string() == us.text());
  CHECK(it.wire.passed_ms() - before >= takeover_settle.count());
}

TEST_CASE("a claim that is gone by the time it is taken over is claimed as any other") {
  Contested it;
  const Owner us = owner("us");
  CHECK(take_over(it.client, it.found, us, owner("old").text())->state == ClaimState::Taken);
  CHECK(it.string() == us.text());
}

TEST_CASE("a taker who is overwritten while it settles has lost") {
  Contested it;
  const Owner old = owner("old"), us = owner("us"), other = owner("other");
  it.string() = old.text();
  const size_t read_set_and_read = it.wire.sent.size() + 3;
  it.wire.on_wait = [&] {
    if (it.wire.sent.size() == read_set_and_read && it.string() == us.text())
      it.string() = other.text();
  };
  auto claim = take_over(it.client, it.found, us, old.text());
  CHECK(claim->state == ClaimState::Held);
  CHECK(claim->string == other.text());
}

TEST_CASE("of two servers of a target both are claimed, or neither") {
  PlayedWire wire(2);
  wire.fabric.add(target(0, 0)).cards = {0};
  wire.fabric.add(target(0, 0)).cards = {1};
  Client client(wire, 1);
  const FoundTarget found = discover(client)->targets.at(0);
  const Owner us = owner("us"), other = owner("other");
  wire.fabric.at(1).config = other.text();
  CHECK(claim_target(client, found, us)->state == ClaimState::Held);
  CHECK(wire.fabric.at(0).config.empty());
  wire.fabric.at(1).config.clear();
  CHECK(claim_target(client, found, us)->state == ClaimState::Taken);
  CHECK(wire.fabric.at(0).config == us.text());
  CHECK(wire.fabric.at(1).config == us.text());
  CHECK(*release_target(client, found, us));
  CHECK(wire.fabric.at(1).config.empty());
}

TEST_CASE("a target that does not answer is an error, not a claim") {
  Contested it;
  it.wire.silent = true;
  auto claim = claim_target(it.client, it.found, owner("us"));
  REQUIRE_FALSE(claim);
  CHECK(claim.error().what == "e0.0 does not answer a config query on ens3");
}
