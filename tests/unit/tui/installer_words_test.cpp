// SPDX-License-Identifier: GPL-2.0-or-later
// tests/system/debconf_asker.sh has the real cdebconf.
#include "tests/unit/catch.h"
#include "tests/unit/tui/scripted_debconf.h"
#include "tui/installer_words.h"

using namespace netroot;
using netroot::test::ScriptedDebconf;
using tui::Words;
using Lines = std::vector<std::string>;

namespace {

Words known(std::string_view text) {
  auto words = Words::parse(text, "x.templates", "C");
  REQUIRE(words);
  return *words;
}

constexpr char source[] = "Template: a\nType: select\nChoices: Yes, No\nChoices-C: y, n\n"
                          "Description: English\n";

// What becomes of `source` when debconf has these choices.
tui::Template with_choices(const std::string& choices, const std::string& codes) {
  ScriptedDebconf peer({"0 select", "0 Deutsch", "0 Hilfe", "0 " + choices, "0 " + codes});
  tui::Debconf debconf(peer.replies(), peer.requests());
  auto words = tui::words_from_debconf(debconf, known(source));
  REQUIRE(words);
  return words->of("a");
}

} // namespace

TEST_CASE("variables stand for themselves while the words are read, and for nothing afterwards") {
  ScriptedDebconf peer({"0 note", "0", "0", "1 ${N} Namen", "1 Zwei\\n\\n${STEPS}", "0", "0"});
  tui::Debconf debconf(peer.replies(), peer.requests());
  auto words = tui::words_from_debconf(
      debconf, known("Template: a\nType: note\nDescription: ${N} names\n Two\n .\n ${STEPS}\n"));
  REQUIRE(words);
  CHECK(words->of("a").title == "${N} Namen");
  CHECK(words->of("a").help == "Zwei\n\n${STEPS}");
  CHECK(words->of("a").type == "note");
  CHECK(peer.stop() == Lines{"METAGET a type", "SUBST a N ${N}", "SUBST a STEPS ${STEPS}",
                             "METAGET a description", "METAGET a extended_description",
                             "SUBST a N ", "SUBST a STEPS "});
}

TEST_CASE("choices are taken when debconf's are ours") {
  CHECK(with_choices("Ja, Nein", "y, n").choices == Lines{"Ja", "Nein"});
  CHECK(with_choices("Ja, Nein, Doch", "y, n, d").choices == Lines{"Yes", "No"});
  CHECK(with_choices("Nein, Ja", "n, y").choices == Lines{"Yes", "No"});
  CHECK(with_choices("Ja, Nein", "y, n").choices_c == Lines{"y", "n"});
}

TEST_CASE("a template that debconf does not have keeps the words it had") {
  ScriptedDebconf peer({"10 a doesn't exist"});
  tui::Debconf debconf(peer.replies(), peer.requests());
  auto words = tui::words_from_debconf(debconf, known(source));
  REQUIRE(words);
  CHECK(words->of("a").title == "English");
}

TEST_CASE("a debconf that goes away is an error") {
  ScriptedDebconf peer(Lines{"0 select"});
  tui::Debconf debconf(peer.replies(), peer.requests());
  CHECK_FALSE(tui::words_from_debconf(debconf, known(source)));
}
