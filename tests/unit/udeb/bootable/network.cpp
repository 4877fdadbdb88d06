// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/network.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"

using namespace netroot;
using namespace netroot::bootable;

TEST_CASE("ifupdown's file is protected, and again after netcfg has written it anew") {
  test::Scene scene;
  scene.put_in_target("/etc/network/interfaces", "auto ens3\niface ens3 inet dhcp\n");
  auto step = protect_network(scene.inputs());
  REQUIRE_FALSE(*step->done());
  REQUIRE(step->run());
  REQUIRE(*step->done());
  REQUIRE(scene.get_from_target("/etc/network/interfaces") ==
          "no-auto-down ens3\nauto ens3\niface ens3 inet dhcp\n");
  scene.put_in_target("/etc/network/interfaces", "allow-hotplug ens3\niface ens3 inet dhcp\n");
  REQUIRE_FALSE(*step->done());
}

TEST_CASE("every NIC that leads to the disk is protected") {
  test::Scene scene;
  scene.disk.ports = {{"ens3", "52:54:00:12:34:56", 9000}, {"ens4", "52:54:00:12:34:57", 9000}};
  scene.put_in_target("/etc/network/interfaces", "auto ens3 ens4\niface ens3 inet dhcp\n");
  scene.put_in_target("/etc/NetworkManager/NetworkManager.conf", "");
  auto step = protect_network(scene.inputs());
  REQUIRE(step->run());
  REQUIRE(*step->done());
  std::string text = scene.get_from_target("/etc/network/interfaces");
  REQUIRE(text.find("no-auto-down ens3\n") != std::string::npos);
  REQUIRE(text.find("no-auto-down ens4\n") != std::string::npos);
  REQUIRE(scene.get_from_target(network_manager_path)
              .find("match-device=mac:52:54:00:12:34:56,mac:52:54:00:12:34:57\n") !=
          std::string::npos);
}

TEST_CASE("a target without ifupdown and NetworkManager needs nothing") {
  test::Scene scene;
  REQUIRE(*protect_network(scene.inputs())->done());
}

TEST_CASE("NetworkManager is told to leave the NIC's address as it is") {
  test::Scene scene;
  scene.put_in_target("/etc/NetworkManager/NetworkManager.conf", "");
  auto step = protect_network(scene.inputs());
  REQUIRE_FALSE(*step->done());
  REQUIRE(step->run());
  REQUIRE(*step->done());
  std::string text = scene.get_from_target(network_manager_path);
  REQUIRE(text.find("match-device=mac:52:54:00:12:34:56\n") != std::string::npos);
}
