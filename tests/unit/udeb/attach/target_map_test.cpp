// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/steps.h"
#include "udeb/attach/target_map.h"

using namespace netroot;
using netroot::test::PlayedMachine;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Error refused(const std::string& text) {
  auto map = parse_target_map(text, "/map");
  REQUIRE_FALSE(map);
  CHECK_FALSE(map.error().hint.empty());
  CHECK(map.error().kind == Error::Kind::Usage);
  return map.error();
}

Link card(const std::string& name, const std::string& mac) {
  Link link;
  link.name = name;
  link.mac = mac;
  link.real = true;
  return link;
}

TargetMap map_of(const std::string& text) {
  auto map = parse_target_map(text, "http://10.0.0.1/map");
  REQUIRE(map);
  return *map;
}

void add_card(PlayedMachine& m, const std::string& name, const std::string& mac) {
  m.add_link(name, true, true);
  m.machine.put("/sys/class/net/" + name + "/address", mac + "\n");
}

} // namespace

TEST_CASE("every usual spelling of a MAC address is the same card") {
  for (const std::string spelling : {"52:54:00:ab:cd:ef", "52-54-00-AB-CD-EF", "525400abcdef",
                                     "525400ABCDEF", "52:54:00:Ab:cD:eF"}) {
    auto map = map_of(spelling + "\t e7.12\n");
    REQUIRE(map.lines.size() == 1);
    CHECK(map.lines[0].mac == "52:54:00:ab:cd:ef");
    CHECK(map.lines[0].target.text() == "e7.12");
  }
}

TEST_CASE("comments, empty lines and line ends of other systems are passed over") {
  auto map = map_of("# rack 1\r\n\r\n  525400000001 e0.1 # the first\r\n\n525400000002 e0.2");
  REQUIRE(map.lines.size() == 2);
  CHECK(map.lines[0].number == 3);
  CHECK(map.lines[1].number == 5);
  CHECK(map_of("").lines.empty());
}

TEST_CASE("a line that is none of a map is refused with its file and number") {
  CHECK(contains(refused("525400000001 e0.1\n525400000002\n").what, "/map:2: \"525400000002\" is"));
  CHECK(contains(refused("525400000001 e0.1 e0.2").what, "/map:1: \"525400000001 e0.1 e0.2\""));
  CHECK(contains(refused("525400000001 e0.255").what, "/map:1: \"e0.255\" is no AoE target"));
  CHECK(contains(refused("525400000001 0.1").what, "\"0.1\" is no AoE target"));
}

TEST_CASE("what is no address of a network card is refused") {
  for (const std::string wrong :
       {"52:54:00:00:00", "52:54-00:00:00:01", "52540000000g", "5254.0000.0001", "52:54:00:00:00:0",
        "000000000000", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "52::54:00:00:0:1"})
    CHECK(contains(refused(wrong + " e0.0").what, "/map:1: \"" + wrong + "\" is no MAC address"));
}

TEST_CASE("what is quoted of a file that is no map stays short and printable") {
  Error error = refused("\x1b[31m" + std::string(5000, 'x') + " \xff");
  CHECK(error.what.size() < 200);
  CHECK(contains(error.what, "\"?[31mxxx"));
}

TEST_CASE("a MAC address or a target that is there twice is refused with both lines") {
  CHECK(contains(refused("525400000001 e0.1\n\n52:54:00:00:00:01 e0.2\n").what,
                 "/map:3: MAC address 52:54:00:00:00:01 is in line 1 already"));
  CHECK(contains(refused("#\n525400000001 e0.1\n525400000002 e0.1\n").what,
                 "/map:3: target e0.1 is in line 2 already"));
}

TEST_CASE("a machine is found by any of its real cards") {
  auto map = map_of("525400000001 e0.1\n525400000002 e0.2\n");
  CHECK(find_in_map(map, {card("ens3", "52:54:00:00:00:09"), card("ens4", "52:54:00:00:00:02")})
            ->text() == "e0.2");
  CHECK(find_in_map(map, {card("ens3", "52:54:00:00:00:01"), card("ens4", "52:54:00:00:00:01")})
            ->text() == "e0.1");
}

TEST_CASE("an interface that is no card does not count") {
  auto map = map_of("525400000001 e0.1\n525400000002 e0.2\n");
  Link bridge = card("br0", "52:54:00:00:00:01");
  bridge.real = false;
  CHECK(find_in_map(map, {bridge, card("ens3", "52:54:00:00:00:02")})->text() == "e0.2");
  CHECK_FALSE(find_in_map(map, {bridge}));
}

TEST_CASE("two cards with different targets are an error that names both") {
  auto map = map_of("525400000001 e0.1\n525400000002 e0.2\n");
  auto target =
      find_in_map(map, {card("ens3", "52:54:00:00:00:01"), card("ens4", "52:54:00:00:00:02")});
  REQUIRE_FALSE(target);
  CHECK(contains(target.error().what, "e0.1 by 52:54:00:00:00:01 (ens3) in line 1, and e0.2 by "
                                      "52:54:00:00:00:02 (ens4) in line 2"));
}

TEST_CASE("a machine that is not in the map is told what to add to it") {
  auto target = find_in_map(map_of("525400000001 e0.1\n"),
                            {card("ens3", "52:54:00:00:00:08"), card("ens4", "52:54:00:00:00:09")});
  REQUIRE_FALSE(target);
  CHECK(contains(target.error().what, "http://10.0.0.1/map\nIts network cards: 52:54:00:00:00:08 "
                                      "(ens3), 52:54:00:00:00:09 (ens4)"));
  CHECK(contains(target.error().hint, "\"52:54:00:00:00:08 eSHELF.SLOT\""));
  CHECK(contains(find_in_map(map_of(""), {}).error().what, "cards: none"));
}

TEST_CASE("with a map, auto is the machine's own target however many answer") {
  PlayedMachine m;
  m.job.answers.target_map = "/map";
  m.machine.put("/map", "52-54-00-00-00-01 e0.1\n");
  add_card(m, "ens3", "52:54:00:00:00:01");
  m.add_target("e0.0");
  m.add_target("e0.1");
  LookUpTarget look_up(m.job);
  CHECK(look_up.text() == "find this machine's target in /map");
  CHECK_FALSE(*look_up.done());
  REQUIRE(look_up.run());
  CHECK(*look_up.done());
  CHECK(look_up.text() == "find this machine's target in /map");
  DiscoverTarget discover(m.job);
  CHECK(*discover.done());
  CHECK(m.job.chosen->name.text() == "e0.1");
}

TEST_CASE("a target that was named is not looked up") {
  PlayedMachine m;
  m.job.answers.target_map = "/map-that-is-not-there";
  m.job.answers.target = "e0.0";
  LookUpTarget look_up(m.job);
  CHECK(*look_up.done());
  CHECK(look_up.text() == "take target e0.0 by its name, not from /map-that-is-not-there");
}

TEST_CASE("a map that cannot be read is an error with its address") {
  PlayedMachine m;
  m.job.answers.target_map = "/none";
  auto run = LookUpTarget(m.job).run();
  REQUIRE_FALSE(run);
  CHECK(contains(run.error().what, "/none: cannot be opened"));
  m.machine.put("/large", std::string((1 << 20) + 1, '\n'));
  m.job.answers.target_map = "/large";
  CHECK(contains(LookUpTarget(m.job).run().error().what, "/large is larger than 1048576 bytes"));
}

TEST_CASE("the map's address is shown without its password") {
  PlayedMachine m;
  m.job.answers.target_map = "http://me:secret@127.0.0.1:1/map";
  LookUpTarget step(m.job);
  CHECK(step.text() == "find this machine's target in http://127.0.0.1:1/map");
  auto failed = step.run();
  REQUIRE_FALSE(failed);
  CHECK(contains(failed.error().what, "http://127.0.0.1:1/map"));
  CHECK_FALSE(contains(failed.error().text(), "secret"));
}

TEST_CASE("the plan looks the target up behind the links and in front of discovery") {
  PlayedMachine m;
  CHECK_FALSE(contains(*describe(plan_attach(m.job)), "find this machine's target"));
  m.job.answers.target_map = "http://10.0.0.1/map";
  std::string text = *describe(plan_attach(m.job));
  CHECK(contains(text, "3. find this machine's target in http://10.0.0.1/map\n4. discover that "
                       "target\n"));
}
