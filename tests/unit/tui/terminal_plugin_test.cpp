// SPDX-License-Identifier: GPL-2.0-or-later
// tests/system/debconf_terminal.sh has the real cdebconf and plugin.
#include "tests/unit/catch.h"
#include "tests/unit/tui/scripted_debconf.h"
#include "tui/terminal_plugin.h"

using namespace netroot;
using netroot::test::ScriptedDebconf;
using Lines = std::vector<std::string>;

namespace {

// The requests that were made in the course of has_terminal_plugin().
Lines asked_for_plugin(const Lines& replies, Runner& runner, const std::string& front_end,
                       bool expected) {
  ScriptedDebconf peer(replies);
  tui::Debconf debconf(peer.replies(), peer.requests());
  CHECK(tui::has_terminal_plugin(debconf, runner, front_end) == expected);
  return peer.stop();
}

} // namespace

TEST_CASE("a plugin that is there is found without loading it") {
  PlayingRunner runner;
  CHECK(asked_for_plugin({"0 multiselect backup escape plugin-terminal"}, runner, "newt", true) ==
        Lines{"CAPB backup escape"});
  CHECK(runner.seen().empty());
}

TEST_CASE("a plugin that is missing is loaded, with our capabilities put aside meanwhile") {
  PlayingRunner runner;
  runner.expect({"anna-install", "cdebconf-gtk-terminal"}, {});
  CHECK(asked_for_plugin({"0 backup escape", "0", "0", "0 backup escape plugin-terminal"}, runner,
                         "gtk", true) ==
        Lines{"CAPB backup escape", "CAPB backup", "CAPB backup escape", "CAPB backup escape"});
  REQUIRE(runner.seen().size() == 1);
  CHECK(runner.seen()[0].hand_on_debconf);
}

TEST_CASE("where nothing can load it there is no plugin") {
  PlayingRunner runner;
  runner.expect({"anna-install", "cdebconf-newt-terminal"}, {127, false, "", "not found"});
  CHECK(asked_for_plugin({"0 backup", "0", "0", "0 backup"}, runner, "newt", false).size() == 4);
  CHECK(runner.unused().empty());
}

TEST_CASE("a front end that has no terminal to lend is not asked to load one") {
  PlayingRunner runner;
  for (const char* front_end : {"", "text", "noninteractive"})
    CHECK(asked_for_plugin({"0 backup"}, runner, front_end, false).size() == 1);
  CHECK(runner.seen().empty());
}

TEST_CASE("a similar name is no terminal plugin") {
  PlayingRunner runner;
  CHECK(asked_for_plugin({"0 plugin-terminals my-plugin-terminal"}, runner, "text", false).size() ==
        1);
}

TEST_CASE("a command's failure is kept from debconf, which would take it for going back") {
  ScriptedDebconf peer({"0 Attach a disk", "0", "0", "0", "0", "0"});
  tui::Debconf debconf(peer.replies(), peer.requests());
  REQUIRE(
      tui::run_in_terminal(debconf, "newt", "netroot/title", "netroot wizard --session /run/x"));
  CHECK(peer.stop() ==
        Lines{"METAGET netroot/title description", "SUBST netroot/terminal TITLE Attach a disk",
              "SUBST netroot/terminal COMMAND_LINE (netroot wizard --session /run/x); true",
              "FSET netroot/terminal seen false", "INPUT critical netroot/terminal", "GO"});
}

TEST_CASE("the graphical front end, which has no shell for it, is given the plain command") {
  ScriptedDebconf peer({"0 Attach a disk", "0", "0", "0", "0", "0"});
  tui::Debconf debconf(peer.replies(), peer.requests());
  REQUIRE(tui::run_in_terminal(debconf, "gtk", "netroot/title", "netroot wizard --session /run/x"));
  CHECK(peer.stop()[2] == "SUBST netroot/terminal COMMAND_LINE netroot wizard --session /run/x");
}

TEST_CASE("a terminal that debconf does not open is an error") {
  ScriptedDebconf peer({"10 no such template", "0", "0", "0", "0", "100 internal error"});
  tui::Debconf debconf(peer.replies(), peer.requests());
  auto ran = tui::run_in_terminal(debconf, "newt", "A title", "true");
  REQUIRE_FALSE(ran);
  CHECK(ran.error().what == "debconf could not ask netroot/terminal: internal error");
  CHECK(peer.stop()[1] == "SUBST netroot/terminal TITLE A title");
}
