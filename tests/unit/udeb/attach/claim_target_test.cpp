// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"

using namespace netroot;
using netroot::test::FabricTarget;
using netroot::test::PlayedMachine;
using netroot::test::PlayedWire;

namespace {

constexpr char other_mac[] = "52:54:00:99:99:99";

std::string claim_by(const std::string& mac) {
  return aoe::Owner{"shed", *aoe::parse_mac(mac), 1, aoe::make_claim_id()}.text();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A machine with one card, 52:54:00:12:34:56, that has chosen e0.0; the servers are `wire`'s, which
// all who ask share.
struct Claiming : PlayedMachine {
  PlayedWire wire{1};

  Claiming() {
    add_link("ens3", true, true);
    add_target("e0.0");
    add_target("e0.1");
    choose({0, 0});
    wire.fabric.add(test::target(0, 0));
    wire.fabric.add(test::target(0, 1));
    job.open_wire = [this](const std::vector<std::string>&) {
      return Result<std::unique_ptr<aoe::Wire>>(std::make_unique<Borrowed>(wire));
    };
  }
  void choose(const TargetName& name) { job.chosen = find_target(machine.root(), name); }
  FabricTarget& served(size_t index = 0) { return wire.fabric.at(index); }
  Outcome claim() { return ClaimTarget(job).run(); }
  Outcome undo() { return ClaimTarget(job).undo(); }

  struct Borrowed : aoe::Wire {
    explicit Borrowed(aoe::Wire& other) : wire(other) {}
    const std::vector<aoe::Card>& cards() const override { return wire.cards(); }
    bool send(size_t card, aoe::ByteView frame) override { return wire.send(card, frame); }
    std::optional<aoe::Received> receive() override { return wire.receive(); }
    aoe::Clock::time_point now() override { return wire.now(); }
    Outcome wait(aoe::Clock::time_point deadline) override { return wire.wait(deadline); }
    aoe::Wire& wire;
  };
};

} // namespace

TEST_CASE("a free target is claimed, noted, claimed again by a second run, and released on undo") {
  Claiming m;
  m.machine.put("/proc/sys/kernel/hostname", "shop\n");
  REQUIRE(m.claim());
  const std::string first = m.served().config;
  CHECK(contains(first, "netroot 1 host=shop mac=02:00:00:00:c0:00 time="));
  CHECK(made::list(m.machine.root(), "claim") == std::vector<std::string>{"e0.0 ens3 " + first});
  REQUIRE(m.claim());
  CHECK(m.served().config == first);
  m.served().config.clear(); // its server was started anew
  REQUIRE(m.claim());
  CHECK(m.served().config == first);
  REQUIRE(m.undo());
  CHECK(m.served().config.empty());
  CHECK_FALSE(exists(m.machine.root(), "/run/netroot/made"));
  CHECK(m.progress.notes == std::vector<std::string>{"the claim on e0.0 is released"});
}

TEST_CASE("another machine's claim is refused with owner, age and the key, and taken over by it") {
  Claiming m;
  m.served().config = claim_by(other_mac);
  const std::string theirs = m.served().config;
  auto refused = m.claim();
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().what,
                 "e0.0 is claimed by another machine: shed (" + std::string(other_mac) + "), "));
  CHECK(contains(refused.error().what, " days ago"));
  CHECK(contains(refused.error().hint, "d-i netroot/takeover boolean true"));
  CHECK_FALSE(noted_claim(m.machine.root()));
  CHECK(m.served().config == theirs);
  m.job.answers.takeover = true;
  REQUIRE(m.claim());
  CHECK(m.served().config == noted_claim(m.machine.root())->owner.text());
}

TEST_CASE("only the claim that a person was shown is taken over") {
  Claiming m;
  m.job.claim_seen = claim_by(other_mac);
  m.job.answers.takeover = true;
  m.served().config = claim_by(other_mac); // made since
  auto refused = m.claim();
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().what, "(a claim that was made meanwhile)"));
  m.served().config = m.job.claim_seen;
  CHECK(m.claim());
}

TEST_CASE("a claim of this machine's own card is no obstacle") {
  Claiming m;
  m.served().config = claim_by("52:54:00:12:34:56");
  REQUIRE(m.claim());
  CHECK(m.served().config == noted_claim(m.machine.root())->owner.text());
}

TEST_CASE("two servers with two old claims of this machine are both taken over") {
  Claiming m;
  m.wire.fabric.add(test::target(0, 0)).mac = aoe::Mac{{2, 0, 0, 0, 0xba, 0xd0}};
  m.served(0).config = claim_by("52:54:00:12:34:56");
  m.served(2).config = claim_by("52:54:00:12:34:56");
  REQUIRE(m.claim());
  CHECK(m.served(0).config == m.served(2).config);
  CHECK(m.served(0).config == noted_claim(m.machine.root())->owner.text());
}

TEST_CASE("a target that keeps no claim is taken, and that is said") {
  Claiming m;
  m.served().strings = test::Strings::Forgotten;
  REQUIRE(m.claim());
  CHECK_FALSE(noted_claim(m.machine.root()));
  REQUIRE(m.progress.notes.size() == 1);
  CHECK(contains(m.progress.notes[0],
                 "e0.0 keeps no claim (the target accepts a config string and forgets it)"));
  CHECK(m.undo());
}

TEST_CASE("a target that is chosen instead has the claim, the first one none") {
  Claiming m;
  REQUIRE(m.claim());
  m.choose({0, 1});
  REQUIRE(m.claim());
  CHECK(m.served(0).config.empty());
  CHECK(m.served(1).config == noted_claim(m.machine.root())->owner.text());
}

TEST_CASE("a target that is refused leaves the first one its claim, and undo releases that") {
  Claiming m;
  REQUIRE(m.claim());
  m.choose({0, 1});
  m.served(1).config = claim_by(other_mac);
  REQUIRE_FALSE(m.claim());
  REQUIRE(noted_claim(m.machine.root()));
  CHECK(m.served(0).config == noted_claim(m.machine.root())->owner.text());
  REQUIRE(m.undo());
  CHECK(m.served(0).config.empty());
  CHECK_FALSE(m.served(1).config.empty());
}

TEST_CASE("undo leaves another machine's claim alone and says who has it") {
  Claiming m;
  REQUIRE(m.claim());
  m.served().config = claim_by(other_mac);
  const std::string theirs = m.served().config;
  REQUIRE(m.undo());
  CHECK(m.served().config == theirs);
  CHECK(contains(m.progress.notes.at(0), "was not there any more; it is shed ("));
  CHECK_FALSE(noted_claim(m.machine.root()));
}

TEST_CASE("a server that has gone keeps its claim and the note of it, and undo goes on") {
  Claiming m;
  REQUIRE(m.claim());
  m.wire.silent = true;
  CHECK(m.undo());
  CHECK(contains(m.progress.notes.at(0), "the claim on e0.0 stays: e0.0 does not answer"));
  m.wire.silent = false;
  CHECK(m.undo());
  CHECK(m.served().config.empty());
}

TEST_CASE("a target that does not answer is not taken unclaimed") {
  Claiming m;
  m.wire.silent = true;
  auto refused = m.claim();
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().what, "e0.0 cannot be claimed: e0.0 does not answer"));
}

TEST_CASE("without netroot/claim nothing is asked") {
  Claiming m;
  CHECK_FALSE(*ClaimTarget(m.job).done());
  m.job.answers.claim = false;
  CHECK(*ClaimTarget(m.job).done());
}

TEST_CASE("a target is reserved for the cards in use, and released on undo") {
  Claiming m;
  m.job.answers.reserve = true;
  REQUIRE(ReserveTarget(m.job).run());
  CHECK(m.served().reserved == std::vector<aoe::Mac>{m.wire.cards()[0].mac});
  CHECK(made::list(m.machine.root(), reserve_note) ==
        std::vector<std::string>{"e0.0 ens3 02:00:00:00:c0:00"});
  REQUIRE(ReserveTarget(m.job).run());
  REQUIRE(ReserveTarget(m.job).undo());
  CHECK(m.served().reserved.empty());
  CHECK_FALSE(exists(m.machine.root(), "/run/netroot/made"));
}

TEST_CASE("a target that is reserved for others is refused with whom, and left so by undo") {
  Claiming m;
  m.job.answers.reserve = true;
  m.served().reserved = {*aoe::parse_mac(other_mac)};
  auto refused = ReserveTarget(m.job).run();
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().what, "e0.0 is reserved for others: 52:54:00:99:99:99"));
  REQUIRE(ReserveTarget(m.job).undo());
  CHECK(m.served().reserved.size() == 1);
}

TEST_CASE("a target that is chosen instead has the reservation, the first one none") {
  Claiming m;
  m.job.answers.reserve = true;
  REQUIRE(ReserveTarget(m.job).run());
  m.choose({0, 1});
  REQUIRE(ReserveTarget(m.job).run());
  CHECK(m.served(0).reserved.empty());
  CHECK(m.served(1).reserved.size() == 1);
  REQUIRE(ReserveTarget(m.job).undo());
  CHECK(m.served(1).reserved.empty());
}

TEST_CASE("a target that is reserved for others leaves the first one reserved, until undo") {
  Claiming m;
  m.job.answers.reserve = true;
  REQUIRE(ReserveTarget(m.job).run());
  m.choose({0, 1});
  m.served(1).reserved = {*aoe::parse_mac(other_mac)};
  REQUIRE_FALSE(ReserveTarget(m.job).run());
  CHECK(m.served(0).reserved.size() == 1);
  REQUIRE(ReserveTarget(m.job).undo());
  CHECK(m.served(0).reserved.empty());
  CHECK(m.served(1).reserved.size() == 1);
}

TEST_CASE("a target that knows no reservations is taken, and that is said") {
  Claiming m;
  m.job.answers.reserve = true;
  m.served().knows_reserve = false;
  REQUIRE(ReserveTarget(m.job).run());
  CHECK(contains(m.progress.notes.at(0), "e0.0 keeps no reservation on 02:00:00:00:50:00"));
}

TEST_CASE("a target of two servers is refused unless it is allowed by name") {
  Claiming m;
  m.wire.fabric.add(test::target(0, 0)).mac = aoe::Mac{{2, 0, 0, 0, 0xba, 0xd0}};
  RefuseImposter step(m.job);
  CHECK_FALSE(*step.done());
  auto refused = step.run();
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().what, "two servers answer for e0.0 on ens3"));
  CHECK(contains(refused.error().hint, "d-i netroot/allow-imposter string e0.0"));
  m.job.answers.allow_imposter = {"e0.1", "e0.0"};
  CHECK(*step.done());
  m.choose({0, 1});
  CHECK(RefuseImposter(m.job).run());
}

TEST_CASE("auto counts those that answer us though the driver does not know them") {
  Claiming m;
  std::filesystem::remove_all(m.machine.root().at("/sys/block/etherd!e0.1"));
  auto chosen = DiscoverTarget(m.job).run();
  REQUIRE_FALSE(chosen);
  CHECK(contains(chosen.error().what, "more than one target answers:\ne0.0 ("));
  CHECK(contains(chosen.error().what, "\ne0.1 ("));
  m.job.open_wire = nullptr;
  CHECK(DiscoverTarget(m.job).run());
}

TEST_CASE("where nobody can be asked for a second server, the driver is believed") {
  Claiming m;
  m.wire.silent = true;
  CHECK(RefuseImposter(m.job).run());
  m.job.open_wire = [](const std::vector<std::string>&) -> Result<std::unique_ptr<aoe::Wire>> {
    return failure("no privilege");
  };
  CHECK(RefuseImposter(m.job).run());
  CHECK(ClaimTarget(m.job).run());
  CHECK(m.progress.notes == std::vector<std::string>{"e0.0 is not claimed: no privilege"});
}

TEST_CASE("data are seen by the protocol, and by the driver where that does not answer") {
  Claiming m;
  m.served().read = [](uint64_t, std::span<uint8_t> data) {
    std::fill(data.begin(), data.end(), uint8_t{0});
    return true;
  };
  m.look.contents = {"dos", {}}; // what the driver would show
  CHECK(KeepData(m.job).run());
  m.wire.silent = true;
  auto refused = KeepData(m.job).run();
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().what, "partition table: dos"));
}
