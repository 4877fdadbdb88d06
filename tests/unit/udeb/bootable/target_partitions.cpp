// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/target_partitions.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"

using namespace netroot;
using namespace netroot::bootable;

TEST_CASE("a partition's number is read behind the disk's name") {
  REQUIRE(partition_number("/dev/etherd/e0.0p5", "/dev/etherd/e0.0") == 5u);
  REQUIRE(partition_number("/dev/sda12", "/dev/sda") == 12u);
}

TEST_CASE("another disk, the disk itself, and words that are no number are no partition") {
  REQUIRE_FALSE(partition_number("/dev/etherd/e0.01", "/dev/etherd/e0.0"));
  REQUIRE_FALSE(partition_number("/dev/etherd/e0.0", "/dev/etherd/e0.0"));
  REQUIRE_FALSE(partition_number("/dev/etherd/e0.0p", "/dev/etherd/e0.0"));
  REQUIRE_FALSE(partition_number("/dev/etherd/e0.0p0", "/dev/etherd/e0.0"));
  REQUIRE_FALSE(partition_number("/dev/etherd/e0.0p1x", "/dev/etherd/e0.0"));
  REQUIRE_FALSE(partition_number("/dev/sdaa1", "/dev/sda"));
  REQUIRE_FALSE(partition_number("/dev/sda1", ""));
}

TEST_CASE("escapes in /proc/mounts are read as the characters they mean") {
  auto mounts = parse_mounts("/dev/sda1 /my\\040target ext4 rw 0 0\nbroken\n");
  REQUIRE(mounts.size() == 1);
  REQUIRE(mounts[0].point == "/my target");
}

TEST_CASE("root and /boot are found on partitions of the network disk, by name or by alias") {
  test::Scene scene;
  scene.mount_root("/dev/etherd/e0.0p1",
                   "/dev/sda2 " + scene.target_folder() + "/boot ext4 rw 0 0\n");
  auto found = find_target_partitions(scene.inputs());
  REQUIRE(found);
  REQUIRE(found->root == 1);
  REQUIRE(found->boot == 2);
}

TEST_CASE("a root file system elsewhere is refused, with the device's name and what to do") {
  test::Scene scene;
  scene.mount_root("/dev/mapper/vg-root");
  auto found = find_target_partitions(scene.inputs());
  REQUIRE_FALSE(found);
  REQUIRE(found.error().what.find("/dev/mapper/vg-root") != std::string::npos);
  REQUIRE(found.error().hint.find("LVM") != std::string::npos);
}

TEST_CASE("nothing mounted on the target is said so") {
  test::Scene scene;
  scene.installer.put("/proc/mounts", "proc /proc proc rw 0 0\n");
  auto found = find_target_partitions(scene.inputs());
  REQUIRE_FALSE(found);
  REQUIRE(found.error().what == "nothing is mounted on " + scene.target_folder());
}
