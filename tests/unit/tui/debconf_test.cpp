// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/tui/scripted_debconf.h"
#include "tui/debconf.h"
#include "tui/progress.h"

using namespace netroot;
using netroot::test::ScriptedDebconf;
using netroot::tui::Debconf;
using Lines = std::vector<std::string>;

TEST_CASE("a session asks for going back and for escaped text, and leaves without the latter") {
  ScriptedDebconf peer({"0 multiselect backup escape", "1 two\\nlines \\\\ end", "0"});
  Debconf debconf(peer.replies(), peer.requests());
  REQUIRE(debconf.start());
  CHECK(*debconf.get("netroot/target") == "two\nlines \\ end");
  REQUIRE(debconf.finish());
  CHECK(peer.stop() == Lines{"CAPB backup escape", "GET netroot/target", "CAPB backup"});
}

TEST_CASE("a question that does not exist has no value") {
  ScriptedDebconf peer({"10 netroot/x doesn't exist"});
  Debconf debconf(peer.replies(), peer.requests());
  CHECK(debconf.get("netroot/x")->empty());
}

TEST_CASE("setting a question without a template registers it, as preseeding does") {
  ScriptedDebconf peer({"10 partman-auto/disk doesn't exist", "0", "0 value set"});
  Debconf debconf(peer.replies(), peer.requests());
  REQUIRE(debconf.set("partman-auto/disk", "/dev/etherd/e0.0"));
  CHECK(peer.stop() == Lines{"SET partman-auto/disk /dev/etherd/e0.0",
                             "REGISTER debian-installer/dummy partman-auto/disk",
                             "SET partman-auto/disk /dev/etherd/e0.0"});
}

TEST_CASE("a question below the priority is no error") {
  ScriptedDebconf peer({"30 question skipped", "0 ok"});
  Debconf debconf(peer.replies(), peer.requests());
  CHECK(debconf.show("low", "netroot/alias"));
}

TEST_CASE("going back is told from a failure") {
  ScriptedDebconf peer({"0 question will be asked", "30 backup"});
  Debconf debconf(peer.replies(), peer.requests());
  auto shown = debconf.show("high", "netroot/target");
  REQUIRE_FALSE(shown);
  CHECK(shown.error().kind == Error::Kind::GoBack);
}

TEST_CASE("an error is shown with its lines, even a second time") {
  ScriptedDebconf peer({"0", "0", "0", "0", "0", "0"});
  Debconf debconf(peer.replies(), peer.requests());
  REQUIRE(debconf.start());
  REQUIRE(
      debconf.show_error("netroot/error", {"no target\nseen: none", "look", Error::Kind::Failed}));
  CHECK(peer.stop() == Lines{"CAPB backup escape",
                             "SUBST netroot/error WHAT no target\\nseen: none",
                             "SUBST netroot/error HINT look", "FSET netroot/error seen false",
                             "INPUT critical netroot/error", "GO"});
}

TEST_CASE("what looks like a variable is kept from cdebconf, which would abort over it") {
  ScriptedDebconf peer({"0", "0"});
  Debconf debconf(peer.replies(), peer.requests());
  REQUIRE(debconf.substitute("n/x", "SANBOOT", "iseq ${net${i}/mac} $1 {a} $"));
  REQUIRE(debconf.substitute_raw("n/x", "TARGET", "${TARGET}"));
  CHECK(peer.stop() == Lines{"SUBST n/x SANBOOT iseq $${!}{net$${!}{i}/mac} $1 {a} $",
                             "SUBST n/x TARGET ${TARGET}"});
}

TEST_CASE("a peer that goes away is an error, not a hang") {
  ScriptedDebconf peer(Lines{});
  Debconf debconf(peer.replies(), peer.requests());
  auto value = debconf.get("netroot/target");
  REQUIRE_FALSE(value);
  CHECK(value.error().what == "debconf closed the connection");
}

TEST_CASE("an answer that is none is an error that quotes it") {
  ScriptedDebconf peer({"hello there"});
  Debconf debconf(peer.replies(), peer.requests());
  auto value = debconf.get("netroot/target");
  REQUIRE_FALSE(value);
  CHECK(value.error().what.find("hello there") != std::string::npos);
}

TEST_CASE("progress draws a bar of as many steps as the plan has") {
  ScriptedDebconf peer(Lines(9, "0"));
  Debconf debconf(peer.replies(), peer.requests());
  tui::DebconfProgress progress(debconf, "n/title", "n/info");
  progress.begin("Attach", 2);
  progress.step(0, "one");
  progress.note("half");
  progress.end();
  CHECK(peer.stop() == Lines{"SUBST n/title TEXT Attach", "PROGRESS START 0 2 n/title",
                             "PROGRESS SET 0", "SUBST n/info TEXT one", "PROGRESS INFO n/info",
                             "SUBST n/info TEXT half", "PROGRESS INFO n/info", "PROGRESS STOP"});
}

TEST_CASE("plain progress counts from one") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  tui::PlainProgress progress(ends[1]);
  progress.begin("Attach", 2);
  progress.step(1, "two");
  progress.note("more");
  close(ends[1]);
  char text[100] = {};
  REQUIRE(read(ends[0], text, sizeof text - 1) > 0);
  close(ends[0]);
  CHECK(std::string(text) == "Attach\n[2/2] two\n      more\n");
}
