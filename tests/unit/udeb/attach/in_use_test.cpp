// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/in_use.h"
#include "udeb/attach/steps.h"

using namespace netroot;
using netroot::test::PlayedMachine;

namespace {

std::string refused(const PlayedMachine& m) {
  auto outcome = refuse_when_in_use(m.machine.root());
  REQUIRE_FALSE(outcome);
  CHECK_FALSE(outcome.error().hint.empty());
  return outcome.error().what;
}

} // namespace

TEST_CASE("a disk that nobody uses may be taken away") {
  PlayedMachine m;
  m.add_target("e0.0");
  m.machine.put("/sys/block/sda/holders/dm-0", "");
  m.machine.put("/proc/mounts", "/dev/vda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\n");
  m.machine.put("/proc/swaps", "Filename Type Size Used Priority\n/dev/vda2 partition 1 0 -2\n");
  CHECK(refuse_when_in_use(m.machine.root()));
}

TEST_CASE("a mounted partition keeps the disk, under its alias too") {
  PlayedMachine m;
  m.machine.put("/dev/etherd/e0.0p1", "");
  m.machine.put("/proc/mounts", "/dev/etherd/e0.0p1 /target ext4 rw 0 0\n");
  CHECK(refused(m) == "the network disk is in use: /dev/etherd/e0.0p1 is mounted");
  REQUIRE(make_symlink(m.machine.root(), "/dev/sda1", "etherd/e0.0p1"));
  m.machine.put("/proc/mounts", "/dev/sda1 /target ext4 rw 0 0\n");
  CHECK(refused(m) == "the network disk is in use: /dev/sda1 is mounted");
}

TEST_CASE("swap on the disk keeps it") {
  PlayedMachine m;
  m.machine.put("/proc/swaps", "Filename Type Size\n/dev/etherd/e0.0p2 partition 1 0 -2\n");
  CHECK(refused(m) == "the network disk is in use: /dev/etherd/e0.0p2 is used as swap");
}

TEST_CASE("a holder of the disk or of a partition keeps it") {
  PlayedMachine m;
  m.machine.put("/sys/block/etherd!e0.0/etherd!e0.0p5/holders/dm-0", "");
  CHECK(refused(m) == "the network disk is in use: e0.0p5 is held by dm-0");
  PlayedMachine whole;
  whole.machine.put("/sys/block/etherd!e0.0/holders/md0", "");
  CHECK(refused(whole) == "the network disk is in use: e0.0 is held by md0");
}

TEST_CASE("each disk that is in use is told with how, whoever uses it") {
  PlayedMachine m;
  for (const char* name : {"e0.0", "e0.1", "e0.2", "e0.3"})
    m.add_target(name);
  m.machine.put("/dev/etherd/e0.0p1", "");
  REQUIRE(make_symlink(m.machine.root(), "/dev/sda1", "etherd/e0.0p1"));
  m.machine.put("/proc/mounts", "/dev/vda1 / ext4 rw 0 0\n/dev/sda1 /target ext4 rw 0 0\n");
  m.machine.put("/proc/swaps", "Filename Type Size\n/dev/etherd/e0.1 partition 1 0 -2\n");
  m.machine.put("/sys/block/dm-0/slaves/etherd!e0.2p5/dev", "");
  m.machine.put("/sys/block/dm-0/dm/name", "vg-home\n");
  m.machine.put("/sys/block/md0/slaves/sda/dev", "");
  CHECK(aoe_disks_in_use(m.machine.root()) ==
        std::map<std::string, std::string>{{"e0.0", "e0.0p1 is mounted on /target"},
                                           {"e0.1", "it is used as swap"},
                                           {"e0.2", "e0.2p5 is held by dm-0 (vg-home)"}});
}

TEST_CASE("undo leaves a link up that has got an address since") {
  PlayedMachine m;
  m.add_link("ens3", false, true);
  m.add_link("ens4", false, true);
  RaiseLinks step(m.job);
  REQUIRE(step.run());
  m.kernel.addressed = {"ens3"};
  REQUIRE(step.undo());
  CHECK(m.kernel.changes == std::vector<std::string>{"ens3 up", "ens4 up", "ens4 down"});
}
