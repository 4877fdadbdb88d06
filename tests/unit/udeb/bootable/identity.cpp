// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/identity.h"
#include "grubfix/identity.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"

using namespace netroot;
using namespace netroot::bootable;

TEST_CASE("the identity names target, addresses and timeout in shell syntax") {
  test::Scene scene;
  REQUIRE(write_identity(scene.inputs())->run());
  std::string text = scene.get_from_target(identity_path);
  REQUIRE(text.find("\nNETROOT_TARGET=e0.0\n") != std::string::npos);
  REQUIRE(text.find("\nNETROOT_MACS=\"52:54:00:12:34:56\"\n") != std::string::npos);
  REQUIRE(text.find("\nNETROOT_TIMEOUT=60\n") != std::string::npos);
  REQUIRE(*write_identity(scene.inputs())->done());
}

TEST_CASE("the identity names all ways to the disk, and the MTU of those that have a large one") {
  test::Scene scene;
  scene.disk.ports = {{"ens3", "52:54:00:12:34:56", 9000}, {"ens4", "52:54:00:12:34:57", 1500}};
  REQUIRE(write_identity(scene.inputs())->run());
  std::string text = scene.get_from_target(identity_path);
  REQUIRE(text.find("\nNETROOT_MACS=\"52:54:00:12:34:56 52:54:00:12:34:57\"\n") !=
          std::string::npos);
  REQUIRE(text.find("\nNETROOT_MTU=\"52:54:00:12:34:56=9000\"\n") != std::string::npos);
}

TEST_CASE("other lines of an identity file stay, ours are brought up to date") {
  test::Scene scene;
  scene.put_in_target(identity_path, "# mine\nNETROOT_TARGET=e1.1\nOTHER=x\n");
  REQUIRE_FALSE(*write_identity(scene.inputs())->done());
  REQUIRE(write_identity(scene.inputs())->run());
  REQUIRE(scene.get_from_target(identity_path) ==
          "# mine\nNETROOT_TARGET=e0.0\nOTHER=x\nNETROOT_MACS=\"52:54:00:12:34:56\"\n"
          "NETROOT_TIMEOUT=60\n");
}
