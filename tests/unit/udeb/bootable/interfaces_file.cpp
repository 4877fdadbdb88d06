// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/interfaces_file.h"
#include "tests/unit/catch.h"

using netroot::bootable::with_no_auto_down;

static const std::string by_netcfg =
    "# This file describes the network interfaces available on your system\n"
    "\n"
    "source /etc/network/interfaces.d/*\n"
    "\n"
    "# The primary network interface\n"
    "allow-hotplug ens3\n"
    "iface ens3 inet dhcp\n";

TEST_CASE(
    "the NIC gets its line in front of the first that configures it, and nothing else changes") {
  std::string edited = with_no_auto_down(by_netcfg, "ens3");
  size_t at = by_netcfg.find("allow-hotplug");
  REQUIRE(edited == by_netcfg.substr(0, at) + "no-auto-down ens3\n" + by_netcfg.substr(at));
}

TEST_CASE("a second edit of the interfaces file changes no byte") {
  std::string edited = with_no_auto_down(by_netcfg, "ens3");
  REQUIRE(with_no_auto_down(edited, "ens3") == edited);
}

TEST_CASE("an interface that the file does not configure is not put there") {
  REQUIRE(with_no_auto_down(by_netcfg, "ens4") == by_netcfg);
  REQUIRE(with_no_auto_down(by_netcfg, "ens") == by_netcfg);
  REQUIRE(with_no_auto_down("# auto ens4\n", "ens4") == "# auto ens4\n");
  REQUIRE(with_no_auto_down("", "ens4").empty());
}

TEST_CASE("a line that goes on behind a backslash is one line") {
  std::string text = "auto lo \\\n  ens3\niface ens3 inet dhcp\n";
  REQUIRE(with_no_auto_down(text, "ens3") == "no-auto-down ens3\n" + text);
  std::string held = "no-auto-down ens4 \\\n ens3\nauto ens3\n";
  REQUIRE(with_no_auto_down(held, "ens3") == held);
}

TEST_CASE("a last line without a newline, and one that ends in a backslash, stay as they are") {
  REQUIRE(with_no_auto_down("iface ens3 inet dhcp", "ens3") ==
          "no-auto-down ens3\niface ens3 inet dhcp");
  REQUIRE(with_no_auto_down("auto ens3 \\", "ens3") == "no-auto-down ens3\nauto ens3 \\");
}
