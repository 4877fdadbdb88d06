// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "tests/unit/catch.h"
#include "udeb/fabric/view.h"

using namespace netroot;
using namespace netroot::fabric;

namespace {

TargetView disk() {
  TargetView target;
  target.name = {65534, 254};
  target.bytes = 1ull << 40;
  target.model = std::string(39, 'M') + "!";
  target.serial = "S1234567890123456789";
  target.state = "up";
  target.paths = {
      {"enp0s31f6", "52:54:00:00:00:01", std::chrono::microseconds(123), 0x4019, 16, 2, "", ""}};
  return target;
}

View with(TargetView target) {
  View view;
  view.cards = {{"enp0s31f6", "52:54:00:00:00:aa", 1500, true, true}};
  view.targets = {std::move(target)};
  return view;
}

bool fits_eighty_columns(const std::string& text) {
  for (const std::string& line : lines(text))
    if (line.size() > 80)
      return false;
  return true;
}

} // namespace

TEST_CASE("the longest names there are fit eighty columns") {
  const std::string text = as_table(with(disk()), 0);
  CHECK(text == "TARGET     SIZE       MODEL                                SERIAL NUMBER\n"
                "e65534.254 1.0 TiB    MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM~ S1234567890123456789\n"
                "           enp0s31f6 from 52:54:00:00:00:01, 0.12 ms, firmware 4019\n"
                "Cards: enp0s31f6\n");
}

TEST_CASE("a config string without blanks is broken, and its control characters are not shown") {
  TargetView target = disk();
  target.paths[0].config = "\033[2J" + std::string(1000, 'x');
  const std::string text = as_table(with(target), 0);
  CHECK(fits_eighty_columns(text));
  CHECK(text.find('\033') == std::string::npos);
  CHECK(text.find(std::string(56, 'x')) != std::string::npos);
}

TEST_CASE("a claim is shown with its owner and age") {
  TargetView target = disk();
  target.paths[0].config =
      "netroot 1 host=shed mac=52:54:00:00:00:02 time=1000 id=00112233445566778899aabbccddeeff";
  CHECK(as_table(with(target), 1000 + 7200)
            .find("claimed by shed (52:54:00:00:00:02), 2 hours "
                  "ago\n") != std::string::npos);
}

TEST_CASE("doubts and cards that are down are named") {
  View view = with(disk());
  view.targets[0].doubts = {"two servers answer for e65534.254 on enp0s31f6: 52:54:00:00:00:01 and "
                            "52:54:00:00:00:02"};
  view.cards.push_back({"eth9", "52:54:00:00:00:bb", 1500, false, false});
  view.cards.push_back({"eth8", "52:54:00:00:00:cc", 1500, true, false});
  const std::string text = as_table(view, 0);
  CHECK(fits_eighty_columns(text));
  CHECK(text.find("         ! two servers answer for e65534.254") != std::string::npos);
  CHECK(text.find("Cards: enp0s31f6, eth8 (no carrier)\nNot asked, because down: eth9\n") !=
        std::string::npos);
}

TEST_CASE("what the driver cannot tell is null or empty for programs") {
  TargetView target;
  target.name = {0, 1};
  target.state = "down,closewait";
  target.paths = {{"ens3", "52:54:00:00:00:01", {}, {}, 0, 0, "", ""}};
  CHECK(
      as_json(target) ==
      R"({"target":"e0.1","shelf":0,"slot":1,"bytes":0,"model":"","serial":"","disk_firmware":"",)"
      R"("state":"down,closewait","paths":[{"card":"ens3","server":"52:54:00:00:00:01",)"
      R"("round_trip_us":null,"firmware":null,"buffers":0,"sectors_per_frame":0,"config":"",)"
      R"("problem":""}],"doubts":[]})");
}
