// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/sanboot.h"
#include "system/text.h"
#include "tests/unit/grubfix/fixture.h"
#include <algorithm>
#include <set>

using namespace netroot;

namespace {
const Sanboot usual{"e0.0", {"52:54:00:12:34:56", "52:54:00:12:34:57"}, true, std::nullopt};
// The lines gPXE would come to: everything before the first label.
std::vector<std::string> gpxe_lines(const std::string& script) {
  auto all = lines(script);
  return {all.begin(),
          std::find_if(all.begin(), all.end(), [](auto& line) { return line.starts_with(':'); })};
}
} // namespace

TEST_CASE("what gPXE comes to uses only its own commands and ends in sanboot without options") {
  std::set<std::string> known = {"echo", "ifopen", "sanboot"};
  auto seen = gpxe_lines(sanboot_script(usual));
  REQUIRE(seen.front() == "#!gpxe");
  CHECK(seen.back() == "sanboot aoe:e0.0");
  for (const std::string& line : seen)
    if (!line.starts_with('#'))
      CHECK(known.count(words(line)[0]) == 1);
}

TEST_CASE("iPXE leaves gPXE's part at its first command") {
  auto seen = gpxe_lines(sanboot_script(usual));
  auto first =
      std::find_if(seen.begin(), seen.end(), [](auto& line) { return !line.starts_with('#'); });
  CHECK(first->ends_with("&& goto ipxe ||"));
}

TEST_CASE("every goto has its label") {
  for (bool dhcp : {true, false}) {
    Sanboot how = usual;
    how.dhcp = dhcp;
    std::string script = sanboot_script(how);
    auto all = lines(script);
    for (const std::string& line : all) {
      auto word = words(line);
      auto jump = std::find(word.begin(), word.end(), "goto");
      if (jump != word.end() && !line.starts_with('#'))
        CHECK(std::count(all.begin(), all.end(), ":" + *(jump + 1)) == 1);
    }
    CHECK((script.find("\ndhcp ") != script.npos) == dhcp);
  }
}

TEST_CASE("every configured address is compared, and none when none is") {
  std::string script = sanboot_script(usual);
  CHECK(script.find("iseq ${net${i}/mac} 52:54:00:12:34:56 && goto found") != script.npos);
  CHECK(script.find("iseq ${net${i}/mac} 52:54:00:12:34:57 && goto found") != script.npos);
  CHECK(sanboot_script({"e0.0", {}}).find("/mac}") == std::string::npos);
}

TEST_CASE("DHCP lines name the addresses, the target and where the script is") {
  for (const std::string& text :
       {dnsmasq_lines(usual, "http://s/x"), isc_dhcpd_lines(usual, "http://s/x")}) {
    CHECK(text.find("52:54:00:12:34:57") != text.npos);
    CHECK(text.find("aoe:e0.0") != text.npos);
    CHECK(text.find("http://s/x") != text.npos);
  }
}

TEST_CASE(
    "without an address the DHCP lines say that they hand nothing out, and how to mend that") {
  const Sanboot any{"e0.0", {}};
  for (const std::string& text :
       {dnsmasq_lines(any, "http://s/x"), isc_dhcpd_lines(any, "http://s/x")}) {
    INFO(text);
    CHECK(text.find("NETROOT_MACS") != text.npos);
    CHECK(text.find("ADDRESS") != text.npos);
  }
  CHECK(dnsmasq_lines(usual, "http://s/x").find("ADDRESS") == std::string::npos);
}

TEST_CASE("a port that DHCP failed on is opened again, for iPXE has closed it") {
  auto all = lines(sanboot_script(usual));
  auto dhcp =
      std::find_if(all.begin(), all.end(), [](auto& line) { return line.starts_with("dhcp "); });
  REQUIRE(dhcp != all.end());
  CHECK(*(dhcp + 1) == "ifopen net${i}");
}
