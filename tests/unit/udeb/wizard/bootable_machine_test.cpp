// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/tui/scripted_asker.h"
#include "tests/unit/udeb/bootable/scene.h"
#include "udeb/bootable/checks_file.h"
#include "udeb/bootable/publishing.h"
#include "udeb/wizard/bootable_machine.h"

using namespace netroot;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Machine : test::Scene {
  Machine() : machine(inputs()) { book.set("netroot/bootloader", "none"); }
  Outcome plan() {
    test::SilentProgress progress;
    return machine.plan(book, steps)(progress);
  }
  wizard::BootableMachine machine;
  tui::AnswerBook book;
  std::vector<std::string> steps;
};

} // namespace

TEST_CASE("an answer is refused with what would be taken, not with the question's name") {
  Machine scene;
  CHECK(scene.machine.refuse("netroot/sanboot/publish", "http://10.0.0.1/x").empty());
  CHECK(scene.machine.refuse("netroot/sanboot/publish", "").empty());
  CHECK(scene.machine.refuse("netroot/sanboot/publish", "ftp://u:p@h/x").find("It must be ") == 0);
  CHECK(contains(scene.machine.refuse("netroot/bootloader", "lilo"), "grub-legacy or none"));
}

TEST_CASE("the plan is told by the book's answers, numbered, with what is done marked") {
  Machine scene;
  scene.book.set("netroot/sanboot/publish", "http://u:p@h/x");
  scene.installer.put("/target/dev/etherd/e0.0", "");
  scene.installer.put("/target/proc/mounts", "");
  scene.installer.put("/target/sys/block/x", "");
  scene.expect_dpkg({"aoetools"}, "aoetools installed 36-6\n");
  scene.expect_dpkg({"netroot"}, "");
  REQUIRE(scene.plan());
  REQUIRE(scene.steps.size() > 4);
  CHECK(scene.steps[0] == "mount /dev, /proc and /sys in the target (already done)");
  CHECK(scene.steps[3] == "install aoetools in the target (already done)");
  CHECK(scene.steps[4] == "install the package netroot in the target");
  CHECK(contains(join(scene.steps, "\n"), "publish the sanboot script at http://h/x"));
  CHECK_FALSE(contains(join(scene.steps, "\n"), "u:p"));
}

TEST_CASE("why a plan cannot be made is its work's error") {
  Machine scene;
  SECTION("the root is on another disk") {
    scene.mount_root("/dev/sdb1");
    CHECK_FALSE(scene.plan());
  }
  SECTION("an answer that cannot be taken") {
    scene.book.set("netroot/bootloader", "lilo");
    auto outcome = scene.plan();
    REQUIRE_FALSE(outcome);
    CHECK(contains(outcome.error().what, "netroot/bootloader"));
  }
}

TEST_CASE("the kept checks are shown, each at its level") {
  Machine scene;
  CHECK(scene.machine.checks()->empty());
  REQUIRE(bootable::save_checks(scene.installer.root(), {{Check::Level::Fine, "a", "b", ""},
                                                         {Check::Level::Warning, "c", "d", "e"},
                                                         {Check::Level::Blocking, "f", "g", "h"}}));
  auto checks = scene.machine.checks();
  REQUIRE(checks);
  REQUIRE(checks->size() == 3);
  CHECK((*checks)[0].level == tui::BootCheck::Level::Passed);
  CHECK((*checks)[1].level == tui::BootCheck::Level::Warning);
  CHECK((*checks)[1].hint == "e");
  CHECK((*checks)[2].level == tui::BootCheck::Level::Blocking);
}

TEST_CASE("the report has the lines of the chosen method, and where they are") {
  Machine scene;
  SECTION("script") {
    scene.book.set("netroot/sanboot/dhcp", "false");
    auto report = scene.machine.report(scene.book);
    REQUIRE(report);
    CHECK(report->sanboot.find("#!gpxe\n") == 0);
    CHECK_FALSE(contains(report->sanboot, "\ndhcp "));
    CHECK(report->sanboot_path ==
          "/var/log/netroot/sanboot.gpxe, /target/var/log/installer/netroot/sanboot.gpxe");
    CHECK(report->published.empty());
  }
  SECTION("root-path") {
    scene.book.set("netroot/sanboot/method", "root-path");
    auto report = scene.machine.report(scene.book);
    REQUIRE(report);
    CHECK(contains(report->sanboot, "option:root-path,aoe:e0.0"));
    CHECK(contains(report->sanboot_path, "/var/log/netroot/sanboot-dnsmasq.conf"));
  }
}

TEST_CASE("the report has the server's answer, without the password") {
  Machine scene;
  scene.book.set("netroot/sanboot/publish", "http://u:p@h/x");
  scene.installer.put(bootable::published_path, "URL=http://u:p@h/x\nANSWER=201 Created\n\n");
  CHECK(scene.machine.report(scene.book)->published ==
        "Published at http://h/x; the server said: 201 Created");
}
