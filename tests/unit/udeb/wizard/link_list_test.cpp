// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/wizard/link_list.h"

using namespace netroot;
using netroot::test::PlayedMachine;
using netroot::wizard::LinkList;
using Lines = std::vector<std::string>;
using std::chrono::milliseconds;

TEST_CASE("a card's row has its link, speed, MAC and MTU, its details what to do") {
  Link card;
  card.name = "ens3";
  card.mac = "52:54:00:12:34:56";
  card.ethernet = card.real = card.up = card.carrier = true;
  card.speed = 2500;
  card.mtu = 9000;
  card.driver = "igc";
  auto rows = wizard::link_rows({card});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].columns == Lines{"ens3", "carrier", "2500 Mbit/s", "52:54:00:12:34:56", "9000"});
  CHECK(rows[0].details == Lines{"driver: igc"});
  card.carrier = false;
  card.speed = 0;
  rows = wizard::link_rows({card});
  CHECK(rows[0].columns[1] == "no carrier");
  CHECK(rows[0].columns[2] == "-");
  CHECK(rows[0].details.back() == "No carrier: check the cable and the switch port.");
  card.up = false;
  CHECK(wizard::link_rows({card})[0].columns[1] == "down");
}

TEST_CASE("a wireless card is refused with the reason, what is no Ethernet is not listed") {
  Link wireless, other;
  wireless.name = "wlp2s0";
  wireless.ethernet = wireless.wireless = true;
  other.name = "ib0";
  auto rows = wizard::link_rows({wireless, other});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].refusal == "wlp2s0 is a wireless card, and AoE needs a cable: choose a wired one.");
}

TEST_CASE("a carrier that comes is seen, and the list ends at once") {
  PlayedMachine m;
  m.add_link("ens3", true, false);
  auto list = std::make_unique<LinkList>(m.machine.root());
  auto before = list->now();
  REQUIRE(before->size() == 1);
  CHECK(list->now() == before);
  m.set_carrier("ens3", true);
  for (int i = 0; i < 300 && list->now() == before; ++i)
    std::this_thread::sleep_for(milliseconds(10));
  CHECK(list->now()->at(0).columns[1] == "carrier");
  auto begun = std::chrono::steady_clock::now();
  list.reset();
  CHECK(std::chrono::steady_clock::now() - begun < milliseconds(100));
}
