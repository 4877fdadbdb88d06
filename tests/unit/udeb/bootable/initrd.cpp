// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/initrd.h"
#include "grubfix/identity.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"
#include "udeb/bootable/identity.h"

using namespace netroot;
using namespace netroot::bootable;
using netroot::test::says;

static const std::string right =
    "usr/lib/modules/6.12.107+deb13-amd64/kernel/drivers/block/aoe/aoe.ko.xz\n"
    "scripts/local-top/netroot\netc/netroot/netroot.conf\n";
static const std::string kernel = "6.12.107+deb13-amd64";
static const std::string initrd = "/boot/initrd.img-" + kernel;

TEST_CASE("an initrd with module, script and identity is right") {
  REQUIRE(initrd_fault(right).empty());
}

TEST_CASE("each thing that keeps an initrd from finding the disk is named") {
  REQUIRE(initrd_fault("init\n") ==
          "no aoe.ko, no scripts/local-top/netroot, no etc/netroot/netroot.conf");
  REQUIRE(initrd_fault(right + "scripts/local-top/aoe\n").find("aoetools") != std::string::npos);
}

TEST_CASE("an initrd that is right is left alone") {
  test::Scene scene;
  scene.put_in_target("/boot/vmlinuz-" + kernel, "");
  scene.put_in_target(initrd, "");
  scene.runner->expect({"lsinitramfs", initrd}, says(right));
  REQUIRE(*check_initrds(scene.inputs())->done());
}

TEST_CASE("a wrong initrd is made again and looked at again") {
  test::Scene scene;
  scene.put_in_target("/boot/vmlinuz-" + kernel, "");
  scene.put_in_target(initrd, "");
  scene.runner->expect({"lsinitramfs", initrd}, says("init\n"));
  scene.runner->expect({"update-initramfs", "-u", "-k", kernel}, says(""));
  SECTION("and is right then") {
    scene.runner->expect({"lsinitramfs", initrd}, says(right));
    REQUIRE(check_initrds(scene.inputs())->run());
  }
  SECTION("and is still wrong") {
    scene.runner->expect({"lsinitramfs", initrd}, says("init\n"));
    auto outcome = check_initrds(scene.inputs())->run();
    REQUIRE_FALSE(outcome);
    REQUIRE(outcome.error().what.find("no aoe.ko") != std::string::npos);
  }
  REQUIRE(scene.runner->unused().empty());
}

TEST_CASE("an initrd older than the identity it holds a copy of is made again") {
  test::Scene scene;
  scene.put_in_target("/boot/vmlinuz-" + kernel, "");
  scene.put_in_target(initrd, "");
  scene.put_in_target(identity_path, "NETROOT_TARGET=e0.0\n");
  auto old =
      std::filesystem::last_write_time(scene.target().at(identity_path)) - std::chrono::hours(1);
  std::filesystem::last_write_time(scene.target().at(initrd), old);
  REQUIRE_FALSE(*check_initrds(scene.inputs())->done());
}

TEST_CASE("a kernel without an initrd gets one") {
  test::Scene scene;
  scene.put_in_target("/boot/vmlinuz-" + kernel, "");
  scene.runner->expect({"update-initramfs", "-c", "-k", kernel}, says(""));
  auto outcome = check_initrds(scene.inputs())->run();
  REQUIRE_FALSE(outcome); // the played program made none
  REQUIRE(outcome.error().what.find("there is none") != std::string::npos);
  REQUIRE(scene.runner->unused().empty());
}

TEST_CASE("a target without a kernel is refused") {
  test::Scene scene;
  REQUIRE_FALSE(*check_initrds(scene.inputs())->done());
  auto outcome = check_initrds(scene.inputs())->run();
  REQUIRE_FALSE(outcome);
  REQUIRE(outcome.error().what.find("no kernel") != std::string::npos);
}
