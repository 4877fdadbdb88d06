// SPDX-License-Identifier: GPL-2.0-or-later
// The watchdog is a program of its own without a library, so what is looked at comes in as source.
#include "hooks/watchdog/link_guard.cpp" // NOLINT(bugprone-suspicious-include)
#include "hooks/watchdog/link_watch.cpp" // NOLINT(bugprone-suspicious-include)
#include "hooks/watchdog/notice.cpp"     // NOLINT(bugprone-suspicious-include)
#include "hooks/watchdog/sysfs.cpp"      // NOLINT(bugprone-suspicious-include)
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"

using namespace netroot::watchdog;
using netroot::test::TemporaryRoot;

namespace {

struct Links {
  Links() {
    put("ens3", "device/vendor", "0x8086");
    put("ens3", "mtu", "9000");
    put("ens3", "carrier", "1");
    put("br0", "mtu", "1500");
    guard = std::make_unique<LinkGuard>(opendir((machine.path() / "net").c_str()), notice);
  }
  void put(const std::string& link, const std::string& file, const std::string& text) const {
    auto path = machine.path() / "net" / link / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text << "\n";
  }
  std::string mtu(const std::string& link) const {
    std::ifstream file(machine.path() / "net" / link / "mtu");
    std::string text;
    file >> text;
    return text;
  }
  bool look(const char* netif, long payload) const {
    guard->begin();
    guard->needs(netif, payload);
    return guard->look();
  }
  TemporaryRoot machine;
  Notice notice{-1};
  std::unique_ptr<LinkGuard> guard;
};

} // namespace

TEST_CASE("an MTU that is large enough for the disk behind it stays") {
  Links links;
  REQUIRE_FALSE(links.look("ens3\n", 8704));
  REQUIRE(links.mtu("ens3") == "9000");
}

TEST_CASE("an MTU lowered below what the disk's frames need is set back to what it was") {
  Links links;
  links.look("ens3\n", 8704);
  links.put("ens3", "mtu", "1500");
  REQUIRE(links.look("ens3\n", 8704));
  REQUIRE(links.mtu("ens3") == "9000");
}

TEST_CASE("an MTU that was too small from the first look on becomes as large as needed") {
  Links links;
  links.put("ens3", "mtu", "1500");
  REQUIRE(links.look("ens3\n", 8704));
  REQUIRE(links.mtu("ens3") == "8740");
}

TEST_CASE("an MTU that the disk's frames still fit in is the administrator's business") {
  Links links;
  links.look("ens3\n", 1024);
  links.put("ens3", "mtu", "1400");
  REQUIRE_FALSE(links.look("ens3\n", 1024));
  REQUIRE(links.mtu("ens3") == "1400");
}

TEST_CASE("all interfaces of a disk are watched, others are left alone") {
  Links links;
  links.put("ens4", "mtu", "9000");
  links.look("ens3,ens4\n", 8704);
  links.put("ens4", "mtu", "1500");
  REQUIRE(links.look("ens3,ens4\n", 8704));
  REQUIRE(links.mtu("ens4") == "9000");
  REQUIRE(links.mtu("br0") == "1500");
}

TEST_CASE("without a disk behind it an interface may have any MTU") {
  Links links;
  links.look("ens3\n", 8704);
  links.put("ens3", "mtu", "1500");
  links.guard->begin();
  REQUIRE_FALSE(links.guard->look());
  REQUIRE(links.mtu("ens3") == "1500");
}

TEST_CASE("a cable that comes back has the targets asked again, once") {
  Links links;
  REQUIRE_FALSE(links.look("ens3\n", 1024));
  links.put("ens3", "carrier", "0");
  REQUIRE_FALSE(links.look("ens3\n", 1024));
  links.put("ens3", "carrier", "1");
  REQUIRE(links.look("ens3\n", 1024));
  REQUIRE_FALSE(links.look("ens3\n", 1024));
}

TEST_CASE("a card that is not behind a disk yet is watched for its cable, a bridge is not") {
  Links links;
  links.put("ens9", "device/vendor", "0x8086");
  links.put("ens9", "mtu", "1500");
  links.put("br0", "carrier", "0");
  links.look("ens3\n", 1024);
  links.put("br0", "carrier", "1");
  REQUIRE_FALSE(links.look("ens3\n", 1024));
  links.put("ens9", "carrier", "1");
  REQUIRE(links.look("ens3\n", 1024));
}
