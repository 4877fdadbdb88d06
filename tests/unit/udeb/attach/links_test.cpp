// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/steps.h"

using namespace netroot;
using netroot::test::PlayedMachine;
using Lines = std::vector<std::string>;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("all interfaces are the wired Ethernet ones with a device") {
  PlayedMachine m;
  m.add_link("ens3", false, false);
  m.add_link("wlp2s0", false, false);
  m.machine.put("/sys/class/net/wlp2s0/phy80211/index", "0\n");
  m.machine.put("/sys/class/net/br0/type", "1\n");
  m.machine.put("/sys/class/net/ib0/type", "32\n");
  m.machine.put("/sys/class/net/lo/type", "772\n");
  auto links = choose_links(list_links(m.machine.root()), {});
  REQUIRE(links);
  REQUIRE(links->size() == 1);
  CHECK(links->front().name == "ens3");
  CHECK(links->front().mac == "52:54:00:12:34:56");
}

TEST_CASE("speed, MTU and driver are told, and no speed without carrier") {
  PlayedMachine m;
  m.add_link("ens3", true, true);
  m.add_link("ens4", true, false);
  for (const char* name : {"ens3", "ens4"}) {
    m.machine.put("/sys/class/net/" + std::string(name) + "/speed", "10000\n");
    m.machine.put("/sys/class/net/" + std::string(name) + "/mtu", "9000\n");
  }
  REQUIRE(make_symlink(m.machine.root(), "/sys/class/net/ens3/device/driver",
                       "../../../bus/pci/drivers/ixgbe"));
  auto links = list_links(m.machine.root());
  REQUIRE(links.size() == 2);
  CHECK(links[0].speed == 10000);
  CHECK(links[0].mtu == 9000);
  CHECK(links[0].driver == "ixgbe");
  CHECK(links[1].speed == 0);
  CHECK(links[1].driver.empty());
  m.machine.put("/sys/class/net/ens3/speed", "-1\n"); // as virtio_net does
  CHECK(list_links(m.machine.root())[0].speed == 0);
}

TEST_CASE("a bridge is taken when it is named") {
  PlayedMachine m;
  m.machine.put("/sys/class/net/br0/type", "1\n");
  CHECK(choose_links(list_links(m.machine.root()), {"br0"}));
}

TEST_CASE("a named interface that is missing is refused with those that are there") {
  PlayedMachine m;
  m.add_link("ens3", true, true);
  m.machine.put("/sys/class/net/ib0/type", "32\n");
  auto missing = choose_links(list_links(m.machine.root()), {"eth0"});
  REQUIRE_FALSE(missing);
  CHECK(contains(missing.error().what, "eth0, which is not there"));
  CHECK(contains(missing.error().hint, "ens3"));
  CHECK(contains(choose_links(list_links(m.machine.root()), {"ib0"}).error().what, "no Ethernet"));
}

TEST_CASE("a machine without a network card is told so") {
  PlayedMachine m;
  RaiseLinks step(m.job);
  auto done = step.done();
  REQUIRE_FALSE(done);
  CHECK(done.error().what == "no Ethernet interface was found");
  CHECK_FALSE(done.error().hint.empty());
}

TEST_CASE("links that are down are raised, and carrier is awaited no longer than it takes") {
  PlayedMachine m;
  m.add_link("ens3", false, false);
  m.kernel.after(2200, [&] { m.set_carrier("ens3", true); });
  RaiseLinks step(m.job);
  CHECK_FALSE(*step.done());
  REQUIRE(step.run());
  CHECK(m.kernel.waited_ms() == 2200);
  CHECK(m.kernel.changes == Lines{"ens3 up"});
  CHECK(*step.done());
}

TEST_CASE("a link that netcfg has set up is left as it is, also by undo") {
  PlayedMachine m;
  m.add_link("ens3", true, true);
  m.add_link("ens4", false, true);
  RaiseLinks step(m.job);
  REQUIRE(step.run());
  REQUIRE(step.undo());
  CHECK(m.kernel.changes == Lines{"ens4 up", "ens4 down"});
  CHECK_FALSE(exists(m.machine.root(), "/run/netroot/made"));
}

TEST_CASE("a socket without a cable costs the grace time, not the timeout") {
  PlayedMachine m;
  m.add_link("ens3", false, false);
  m.add_link("ens4", false, false);
  m.kernel.after(1000, [&] { m.set_carrier("ens4", true); });
  RaiseLinks step(m.job);
  REQUIRE(step.run());
  CHECK(m.kernel.waited_ms() == 5000);
}

TEST_CASE("no carrier anywhere is an error that names the links") {
  PlayedMachine m;
  m.job.answers.timeout = std::chrono::seconds(7);
  m.add_link("ens3", false, false);
  m.add_link("ens4", false, false);
  RaiseLinks step(m.job);
  auto run = step.run();
  REQUIRE_FALSE(run);
  CHECK(m.kernel.waited_ms() == 7000);
  CHECK(run.error().what == "no link came up within 7 s (netroot/timeout, the wait for carrier): "
                            "ens3 no carrier, ens4 no carrier");
}

TEST_CASE("a card that cannot be set up does not keep the others from being used") {
  PlayedMachine m;
  m.add_link("ens3", false, true);
  m.add_link("ens4", false, true);
  m.kernel.broken = "ens3";
  RaiseLinks step(m.job);
  REQUIRE(step.run());
  CHECK(m.kernel.changes == Lines{"ens4 up"});
}

TEST_CASE("a card that was named and cannot be set up is an error, as are only broken ones") {
  PlayedMachine m;
  m.add_link("ens3", false, false);
  m.kernel.broken = "ens3";
  RaiseLinks step(m.job);
  CHECK_FALSE(step.run());
  m.add_link("ens4", false, true);
  m.job.answers.interfaces = {"ens3", "ens4"};
  CHECK_FALSE(RaiseLinks(m.job).run());
}

TEST_CASE("the driver is let go when the next run names no interface") {
  PlayedMachine m;
  m.add_link("ens3", true, true);
  m.job.answers.interfaces = {"ens3"};
  REQUIRE(RaiseLinks(m.job).run());
  m.job.answers.interfaces.clear();
  RaiseLinks step(m.job);
  CHECK_FALSE(*step.done());
  REQUIRE(step.run());
  CHECK(m.machine.get("/dev/etherd/interfaces")[0] == '\0');
  CHECK(*step.done());
}

TEST_CASE("the driver is kept to named interfaces, and let go by undo") {
  PlayedMachine m;
  m.add_link("ens3", true, true);
  m.job.answers.interfaces = {"ens3"};
  RaiseLinks step(m.job);
  CHECK_FALSE(*step.done());
  REQUIRE(step.run());
  CHECK(m.machine.get("/dev/etherd/interfaces") == "ens3");
  m.machine.put("/sys/module/aoe/parameters/aoe_iflist", "ens3\n");
  CHECK(*step.done());
  REQUIRE(step.undo());
  CHECK(m.machine.get("/dev/etherd/interfaces")[0] == '\0');
}
