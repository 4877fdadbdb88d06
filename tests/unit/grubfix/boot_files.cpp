// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/boot_files.h"
#include "grubfix/kernel_options.h"
#include "tests/unit/grubfix/installed.h"

using namespace netroot;
using namespace netroot::test;

TEST_CASE("root= is replaced in its place and everything else stays") {
  CHECK(correct_kernel_options("quiet root=/dev/sda1  ro x", "/dev/e", "") ==
        "quiet root=/dev/e  ro x");
  CHECK(correct_kernel_options("", "/dev/e", "") == "root=/dev/e ro");
  CHECK(correct_kernel_options("quiet", "/dev/e", "") == "root=/dev/e ro quiet");
  CHECK(correct_kernel_options("root=/dev/e rw", "/dev/e", "") == "root=/dev/e rw");
  CHECK(correct_kernel_options("nfsroot=/x root=a root=b ro", "c", "") ==
        "nfsroot=/x root=c root=c ro");
}

TEST_CASE("options are added once") {
  std::string once = correct_kernel_options("root=a ro", "a", "console=ttyS0 quiet");
  CHECK(once == "root=a ro console=ttyS0 quiet");
  CHECK(correct_kernel_options(once, "a", "console=ttyS0 quiet") == once);
}

TEST_CASE("the last root= counts, and nfsroot= is not one") {
  CHECK(root_of("root=a nfsroot=b root=c ro") == "c");
  CHECK(root_of("nfsroot=b") == "");
}

TEST_CASE("what update-grub wrote about hostdisk becomes what the fresh one says") {
  System system;
  system.write("/boot/grub/device.map", "(hd0) /dev/sda\n");
  system.write("/boot/grub/menu.lst", fixture("hostdisk.menu.lst"));
  auto made = system.regenerate();
  REQUIRE(made);
  CHECK(made->changes.size() == 2);
  CHECK(system.menu() == fixture("fresh.menu.lst"));
  CHECK(system.read("/boot/grub/device.map") == "(hd0) /dev/etherd/e0.0\n");
}

TEST_CASE(
    "Xen's modules, versioned kopt and the splash image are corrected, the user's entry is not") {
  Machine machine;
  PlayingRunner runner;
  auto setup = machine.setup(runner, 2);
  setup.disk = "/dev/etherd/e3.7";
  std::string right = corrected_menu_lst(setup, fixture("xen.menu.lst"));
  CHECK(right.find("hostdisk") == std::string::npos);
  CHECK(right.find("module\t\t/vmlinuz-6.1.0-50-amd64 root=/dev/etherd/e3.7p2 ro console=tty0") !=
        std::string::npos);
  CHECK(right.find("# kopt_6_1=root=/dev/etherd/e3.7p2 ro nosmp") != std::string::npos);
  CHECK(right.find("splashimage=(hd0,1)/grub/splash.xpm.gz") != std::string::npos);
  CHECK(right.find("kernel /vmlinuz-mine root=/dev/xvda1 ro") != std::string::npos);
}

TEST_CASE("a separate /boot decides groot, not root=") {
  Machine machine;
  PlayingRunner runner;
  auto setup = machine.setup(runner, 5);
  setup.boot_partition = 1;
  CHECK(grub_root(setup) == "(hd0,0)");
  CHECK(right_root(setup, "/dev/sda5") == "/dev/etherd/e0.0p5");
}

TEST_CASE("root=UUID= stays when it is the root partition's, and goes when it is another's") {
  Machine machine;
  PlayingRunner runner;
  machine.write("/dev/etherd/e0.0", disk_with_ext(table_sector({{0x83, 64, 4000}}), 64, 0x242));
  auto setup = machine.setup(runner);
  std::string uuid = std::string("UUID=") + test_uuid;
  CHECK(right_root(setup, uuid) == uuid);
  CHECK(right_root(setup, "UUID=01234567-89ab-cdef-0123-456789abcdef") == "/dev/etherd/e0.0p1");
}

TEST_CASE("a menu.lst without update-grub's list is an error that says what to run") {
  System system;
  system.write("/boot/grub/menu.lst", fixture("by-hand.menu.lst"));
  auto setup = system.setup(system.runner);
  CHECK(needs_update_grub(setup));
  InitrdChecks checks(system.root(), test_identity);
  auto plan = plan_regeneration(setup, test_identity, checks);
  REQUIRE_FALSE(plan);
  CHECK(plan.error().hint.find("update-grub") != std::string::npos);
  CHECK(system.menu() == fixture("by-hand.menu.lst"));
}
