// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/identity.h"
#include "grubfix/installed_system.h"
#include "tests/unit/grubfix/fixture.h"

using namespace netroot;
using namespace netroot::test;

TEST_CASE("the identity is read from shell assignments, quoted or not") {
  auto identity = parse_identity(
      "# x\nNETROOT_TARGET=e3.7\nNETROOT_MACS=\"52:54:00:AB:cd:ef 02:00:00:00:00:01\"\n"
      "OTHER=$(reboot)\n");
  REQUIRE(identity);
  CHECK(identity->disk() == "/dev/etherd/e3.7");
  CHECK(identity->macs == std::vector<std::string>{"52:54:00:ab:cd:ef", "02:00:00:00:00:01"});
  CHECK(identity->timeout == 60);
}

TEST_CASE("remarks, leading blanks and export are the shell's, which the initramfs reads it with") {
  const char text[] = "  NETROOT_TARGET=e3.7  # the filer's shelf 3\n"
                      "export NETROOT_MACS=\"52:54:00:12:34:56\" # its \"second\" port\n"
                      "NETROOT_TIMEOUT=90\t# s\n";
  auto identity = parse_identity(text);
  REQUIRE(identity);
  CHECK(identity->target == "e3.7");
  CHECK(identity->macs == std::vector<std::string>{"52:54:00:12:34:56"});
  CHECK(identity->timeout == 90);
  CHECK_FALSE(parse_identity("NETROOT_TARGET=e3.7#8\n"));
}

TEST_CASE("a wrong value is refused with its line") {
  for (const char* line :
       {"NETROOT_TARGET=e0", "NETROOT_TARGET=e65535.0", "NETROOT_TARGET=e0.255",
        "NETROOT_TARGET=", "NETROOT_TARGET=e0.0\nNETROOT_MACS=\"x\"",
        "NETROOT_TARGET=e0.0\nNETROOT_TIMEOUT=0", "NETROOT_TARGET=e0.0\nNETROOT_TIMEOUT=1h",
        "NETROOT_TIMEOUT=5", "NETROOT_TARGET=e0.0\nNETROOT_MTU=\"52:54:00:12:34=9000\"",
        "NETROOT_TARGET=e0.0\nNETROOT_MTU=jumbo", "NETROOT_TARGET=e0.0\nNETROOT_DEADSECS=long",
        "NETROOT_TARGET=e0.0\nNETROOT_MAXOUT=0"}) {
    auto identity = parse_identity(line);
    REQUIRE_FALSE(identity);
    CHECK_FALSE(identity.error().hint.empty());
  }
}

TEST_CASE("an MTU is one number, or one for each port, and stays as it was written") {
  CHECK(parse_identity("NETROOT_TARGET=e0.0\nNETROOT_MTU=9000\n")->mtu == "9000");
  CHECK(parse_identity("NETROOT_TARGET=e0.0\nNETROOT_MTU=\"52:54:00:AB:cd:ef=9000 1500\"\n")->mtu ==
        "52:54:00:AB:cd:ef=9000 1500");
}

TEST_CASE("saving keeps comments and foreign lines, and what was saved is read back") {
  Machine machine;
  machine.write("/etc/netroot/netroot.conf", "# mine\nNETROOT_TARGET=e0.0\nKEEP=yes\n");
  REQUIRE(save_identity(machine.root(), {"e1.2", {"52:54:00:12:34:56"}, 90, 5, 1}));
  std::string text = machine.read("/etc/netroot/netroot.conf");
  CHECK(text.rfind("# mine\nNETROOT_TARGET=e1.2\nKEEP=yes\n", 0) == 0);
  auto identity = load_identity(machine.root());
  REQUIRE(identity);
  CHECK(identity->timeout == 90);
  CHECK(identity->root_partition == 5);
  CHECK(identity->boot_partition == 1);
}

TEST_CASE("saving keeps the remark behind a value") {
  Machine machine;
  machine.write("/etc/netroot/netroot.conf", "NETROOT_TARGET=e0.0 # the filer\n");
  REQUIRE(save_identity(machine.root(), {"e1.2", {}}));
  CHECK(machine.read("/etc/netroot/netroot.conf").starts_with("NETROOT_TARGET=e1.2 # the filer\n"));
}

TEST_CASE("the root partition comes from fstab when the identity does not say") {
  Machine machine;
  PlayingRunner runner;
  machine.write(
      "/etc/fstab",
      "/dev/etherd/e0.0p5 / ext4 defaults 0 1\n/dev/etherd/e0.0p1 /boot ext4 defaults 0 2\n");
  auto setup = setup_of_installed_system(machine.root(), runner, {"e0.0", {}});
  REQUIRE(setup);
  CHECK(setup->root_partition == 5);
  CHECK(setup->boot_partition == 1);
  machine.write("/etc/fstab", "UUID=x / ext4 defaults 0 1\n");
  CHECK_FALSE(setup_of_installed_system(machine.root(), runner, {"e0.0", {}}));
}

TEST_CASE("a later mount covers an earlier one, and another disk's does not count") {
  CHECK(mounted_partition("/dev/etherd/e0.0p1 / x\n/dev/etherd/e0.0p2 / x\n", "/",
                          "/dev/etherd/e0.0") == 2);
  CHECK(mounted_partition("/dev/etherd/e0.10p1 / x\n", "/", "/dev/etherd/e0.1") == 0);
}
