// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"

using namespace netroot;
using netroot::test::PlayedMachine;

namespace {

// A machine whose target answers through ens3, or ens3 and ens4; the way carries frames of so many
// sectors.
struct Way : PlayedMachine {
  explicit Way(unsigned sectors, const std::string& interfaces = "ens3") : carried(sectors) {
    add_link("ens3", true, true);
    add_link("ens4", true, true);
    put_mtu("ens3", "1500");
    put_mtu("ens4", "1500");
    add_target("e0.0", 4096, "up", interfaces);
    machine.put("/sys/block/etherd!e0.0/payload", "1024\n");
    job.chosen = find_target(machine.root(), {0, 0});
    job.measure = [this](const RootDir&, const std::string& interface,
                         const TargetName&) -> Result<unsigned> {
      measured.push_back(interface + " at " + mtu(interface));
      if (carried == 0)
        return failure("e0.0 does not answer on " + interface);
      const auto fit = static_cast<unsigned>((std::stoul(mtu(interface)) - 36) / 512);
      return std::min(carried, fit);
    };
  }
  void put_mtu(const std::string& interface, const std::string& bytes) const {
    machine.put("/sys/class/net/" + interface + "/mtu", bytes + "\n");
  }
  std::string mtu(const std::string& interface) const {
    std::string text = machine.get("/sys/class/net/" + interface + "/mtu");
    return text.substr(0, text.find('\n'));
  }
  unsigned carried;
  std::vector<std::string> measured;
};

} // namespace

TEST_CASE("a way that carries jumbo frames gets them, and is not measured again") {
  Way m(17);
  CHECK_FALSE(*SetMtu(m.job).done());
  REQUIRE(SetMtu(m.job).run());
  CHECK(m.mtu("ens3") == "9000");
  CHECK(m.measured == std::vector<std::string>{"ens3 at 9000"});
  CHECK(m.machine.get("/dev/etherd/discover") == "\n");
  CHECK(*SetMtu(m.job).done());
}

TEST_CASE("a way that carries no large frames keeps the MTU it had") {
  Way m(2);
  REQUIRE(SetMtu(m.job).run());
  CHECK(m.mtu("ens3") == "1500");
  CHECK(*SetMtu(m.job).done());
}

TEST_CASE("a way that carries somewhat larger frames gets the MTU for those") {
  Way m(8);
  REQUIRE(SetMtu(m.job).run());
  CHECK(m.mtu("ens3") == "4132");
}

TEST_CASE("an MTU that was too large for the way is lowered before the disk is used") {
  Way m(2);
  m.put_mtu("ens3", "9000");
  REQUIRE(SetMtu(m.job).run());
  CHECK(m.mtu("ens3") == "1500");
}

TEST_CASE("a way that cannot be measured stays as it is") {
  Way m(0);
  REQUIRE(SetMtu(m.job).run());
  CHECK(m.mtu("ens3") == "1500");
}

TEST_CASE("a card that loses its carrier by the larger MTU gets back the one it had") {
  Way m(17, "ens3,ens4");
  auto measure = m.job.measure;
  m.job.measure = [&](const RootDir& root, const std::string& interface, const TargetName& target) {
    m.set_carrier("ens4", false);
    m.kernel.after(20'000, [&] { m.set_carrier("ens4", true); });
    return measure(root, interface, target);
  };
  REQUIRE(SetMtu(m.job).run());
  CHECK(m.measured == std::vector<std::string>{"ens3 at 9000"});
  CHECK(m.mtu("ens3") == "9000");
  CHECK(m.mtu("ens4") == "1500");
}

TEST_CASE("each of two ways to the target is decided by itself, other interfaces are left alone") {
  Way both(17, "ens3,ens4");
  REQUIRE(SetMtu(both.job).run());
  CHECK(both.mtu("ens3") == "9000");
  CHECK(both.mtu("ens4") == "9000");
  Way one(17);
  REQUIRE(SetMtu(one.job).run());
  CHECK(one.mtu("ens4") == "1500");
}

TEST_CASE("a second way that answers a little later is not left out") {
  Way m(17);
  m.kernel.after(400, [&m] { m.machine.put("/sys/block/etherd!e0.0/netif", "ens3,ens4\n"); });
  REQUIRE(SetMtu(m.job).run());
  CHECK(m.mtu("ens3") == "9000");
  CHECK(m.mtu("ens4") == "9000");
}

TEST_CASE("a number in netroot/mtu is taken without measuring") {
  Way m(2);
  m.job.answers.mtu = MtuChoice::Bytes;
  m.job.answers.mtu_bytes = 4000;
  CHECK_FALSE(*SetMtu(m.job).done());
  REQUIRE(SetMtu(m.job).run());
  CHECK(m.mtu("ens3") == "4000");
  CHECK(m.measured.empty());
  CHECK(*SetMtu(m.job).done());
}

TEST_CASE("keep leaves everything as it is") {
  Way m(17);
  m.job.answers.mtu = MtuChoice::Keep;
  CHECK(*SetMtu(m.job).done());
}

TEST_CASE("undo gives the MTU back that was there first") {
  Way m(8);
  m.put_mtu("ens3", "2000");
  REQUIRE(SetMtu(m.job).run());
  REQUIRE(SetMtu(m.job).undo());
  CHECK(m.mtu("ens3") == "2000");
  CHECK_FALSE(*SetMtu(m.job).done());
}

TEST_CASE("the driver's patience is a week instead of the kernel's three minutes, until undo") {
  PlayedMachine m;
  constexpr char parameter[] = "/sys/module/aoe/parameters/aoe_deadsecs";
  m.machine.put(parameter, "180\n");
  CHECK_FALSE(*GivePatience(m.job).done());
  REQUIRE(GivePatience(m.job).run());
  CHECK(m.machine.get(parameter) == "604800");
  CHECK(*GivePatience(m.job).done());
  REQUIRE(GivePatience(m.job).undo());
  CHECK(m.machine.get(parameter).starts_with(
      "180")); // a control takes what it is given; a file keeps the rest
}

TEST_CASE("a patience that somebody has set stays") {
  PlayedMachine m;
  m.machine.put("/sys/module/aoe/parameters/aoe_deadsecs", "30\n");
  CHECK(*GivePatience(m.job).done());
}
