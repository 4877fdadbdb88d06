// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "udeb/attached_disk.h"
#include "udeb/target_name.h"

using namespace netroot;
using netroot::test::TemporaryRoot;

TEST_CASE("an attached disk is read back as it was saved") {
  TemporaryRoot machine;
  AttachedDisk disk{"e0.0", "/dev/etherd/e0.0", "/dev/sda", "ens3", "52:54:00:12:34:56"};
  REQUIRE(save_attached_disk(machine.root(), disk));
  auto loaded = load_attached_disk(machine.root());
  REQUIRE(loaded);
  CHECK(loaded->target == disk.target);
  CHECK(loaded->device == disk.device);
  CHECK(loaded->alias == disk.alias);
  CHECK(loaded->interface == disk.interface);
  CHECK(loaded->mac == disk.mac);
}

TEST_CASE("the file is the shell's to read") {
  TemporaryRoot machine;
  REQUIRE(save_attached_disk(machine.root(),
                             {"e0.0", "/dev/etherd/e0.0", "", "ens3", "52:54:00:12:34:56"}));
  CHECK(machine.get("/run/netroot/disk") ==
        "TARGET=e0.0\nDEVICE=/dev/etherd/e0.0\nALIAS=\nINTERFACE=ens3\nMAC=52:54:00:12:34:56\n");
}

TEST_CASE("all ways to the disk are read back, and without a word of them there is the one") {
  TemporaryRoot machine;
  AttachedDisk disk{"e0.0", "/dev/etherd/e0.0", "", "ens3", "52:54:00:12:34:56"};
  CHECK(ports_of(disk) == std::vector<AttachedPort>{{"ens3", "52:54:00:12:34:56", 0}});
  disk.ports = {{"ens3", "52:54:00:12:34:56", 9000}, {"ens4", "52:54:00:12:34:57", 1500}};
  REQUIRE(save_attached_disk(machine.root(), disk));
  CHECK(machine.get("/run/netroot/disk")
            .ends_with("\nPORTS=ens3/52:54:00:12:34:56/9000,ens4/52:54:00:12:34:57/1500\n"));
  CHECK(ports_of(*load_attached_disk(machine.root())) == disk.ports);
}

TEST_CASE("without an attached disk the error says what to run") {
  TemporaryRoot machine;
  auto loaded = load_attached_disk(machine.root());
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().hint.find("netroot attach") != std::string::npos);
}

TEST_CASE("an incomplete file is refused by the key that is missing") {
  TemporaryRoot machine;
  machine.put("/run/netroot/disk", "TARGET=e0.0\nDEVICE=/dev/etherd/e0.0\nALIAS=\nMAC=1\n");
  auto loaded = load_attached_disk(machine.root());
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().what == "/run/netroot/disk has no INTERFACE");
}

TEST_CASE("target names are taken only as the driver writes them") {
  CHECK(parse_target_name("e0.0")->device() == "/dev/etherd/e0.0");
  CHECK(parse_target_name("e65534.254")->sysfs_folder() == "/sys/block/etherd!e65534.254");
  for (const char* wrong : {"", "e", "e.", "e0.", "e.0", "0.0", "e00.1", "e0.01", "e65535.0",
                            "e0.255", "e0.0p1", "e-1.0", "e0.0 "})
    CHECK_FALSE(parse_target_name(wrong));
}
