// SPDX-License-Identifier: GPL-2.0-or-later
// What is said to debconf, word for word. tests/system/debconf_asker.sh has the real one answer.
#include "system/interrupt.h"
#include "tests/unit/catch.h"
#include "tests/unit/tui/scripted_debconf.h"
#include "tui/debconf_asker.h"

using namespace netroot;
using netroot::test::ScriptedDebconf;
using tui::Choice;
using tui::DebconfAsker;
using tui::FixedList;
using tui::Move;
using tui::Priority;
using tui::Question;
using Lines = std::vector<std::string>;

namespace {

// An asker, and at the other end the replies in order.
struct Session {
  explicit Session(Lines replies) : peer(std::move(replies)) {}
  ScriptedDebconf peer;
  tui::Debconf debconf{peer.replies(), peer.requests()};
  DebconfAsker asker{debconf, std::chrono::milliseconds(0)};
};

// Replies to SET, FSET, INPUT, GO, GET.
Lines answered(const std::string& value) {
  return {"0", "0", "0", "0", "0 " + value};
}
// The same without GET.
Lines went_back() {
  return {"0", "0", "30 backup"};
}

Lines operator+(Lines a, const Lines& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// Rows that differ each time they are looked at; the last picture stays.
class ChangingList : public tui::ChoiceList {
public:
  explicit ChangingList(std::vector<std::vector<Choice>> pictures) {
    for (auto& picture : pictures)
      pictures_.push_back(std::make_shared<const std::vector<Choice>>(std::move(picture)));
  }
  Rows now() override {
    Rows rows = pictures_[at_];
    at_ += at_ + 1 < pictures_.size() ? 1 : 0;
    return rows;
  }
  std::string status() override { return "looking on ens3"; }

private:
  std::vector<Rows> pictures_;
  size_t at_ = 0;
};

Choice row(const std::string& key, Lines columns, const std::string& refusal = {}) {
  return {key, std::move(columns), {}, refusal};
}

const Question target{"netroot/target", Priority::High};

} // namespace

TEST_CASE("a question is asked afresh with its variables, seen or not") {
  Session session(Lines{"0"} + answered("true"));
  bool value = false;
  auto moved = session.asker.ask_boolean(
      {"netroot/overwrite", Priority::Critical, {{"TARGET", "e0.0"}}}, value);
  REQUIRE(moved);
  CHECK(*moved == Move::Next);
  CHECK(value);
  CHECK(session.peer.stop() ==
        Lines{"SET netroot/overwrite false", "SUBST netroot/overwrite TARGET e0.0",
              "FSET netroot/overwrite seen false", "INPUT critical netroot/overwrite", "GO",
              "GET netroot/overwrite"});
}

TEST_CASE("going back leaves the value as it was") {
  Session session(Lines{"0"} + went_back());
  std::string value = "sda";
  auto moved = session.asker.ask_string({"netroot/alias", Priority::Low}, value);
  REQUIRE(moved);
  CHECK(*moved == Move::Back);
  CHECK(value == "sda");
}

TEST_CASE("a question below the priority keeps its value, and is forgotten before the next GO") {
  Session session({"0", "0", "30 question skipped", "0", "0 60"});
  std::string value = "60";
  auto moved = session.asker.ask_string({"netroot/timeout", Priority::Low}, value);
  REQUIRE(moved);
  CHECK(*moved == Move::Next);
  CHECK(session.peer.stop() == Lines{"SET netroot/timeout 60", "FSET netroot/timeout seen false",
                                     "INPUT low netroot/timeout", "CLEAR", "GET netroot/timeout"});
}

TEST_CASE("a value that cannot be taken is refused with the reason, and asked for again") {
  Session session(answered("/x") + Lines(4, "0") + answered("sdz"));
  std::string value = "sda";
  Question question{"netroot/alias", Priority::Low};
  question.refuse = [](const std::string& v) { return v == "/x" ? "no slashes" : ""; };
  auto moved = session.asker.ask_string(question, value);
  REQUIRE(moved);
  CHECK(value == "sdz");
  Lines asked = session.peer.stop();
  REQUIRE(asked.size() == 14);
  CHECK(Lines(asked.begin() + 5, asked.begin() + 10) ==
        Lines{"SUBST netroot/refused REASON no slashes", "FSET netroot/refused seen false",
              "INPUT critical netroot/refused", "GO", "SET netroot/alias /x"});
}

TEST_CASE("going back after a value that was refused leaves the one before, in debconf as well") {
  Session session(answered("/x") + Lines(4, "0") + Lines{"0"} + went_back() + Lines{"0"});
  std::string value = "sda";
  Question question{"netroot/alias", Priority::Low};
  question.refuse = [](const std::string& v) { return v == "/x" ? "no slashes" : ""; };
  auto moved = session.asker.ask_string(question, value);
  REQUIRE(moved);
  CHECK(*moved == Move::Back);
  CHECK(value == "sda");
  CHECK(session.peer.stop().back() == "SET netroot/alias sda");
}

TEST_CASE("a value that cannot be taken of a question that is not shown is an error, not a loop") {
  Session session({"0", "0", "30 question skipped", "0", "0 bad"});
  std::string value = "bad";
  Question question{"netroot/timeout", Priority::Low};
  question.refuse = [](const std::string&) { return "it must be a number"; };
  auto moved = session.asker.ask_string(question, value);
  REQUIRE_FALSE(moved);
  CHECK(moved.error().what == "netroot/timeout cannot be \"bad\": it must be a number");
}

TEST_CASE("a row is one line, its commas are no separators, and its key is the answer") {
  FixedList list({row("e0.0", {"e0.0", "4.0 GiB", "", "QEMU, Inc"}), row("e0.1", {"e0.1", ""})});
  Session session(Lines{"0", "0"} + answered("e0.1"));
  std::string key = "e0.0";
  auto moved = session.asker.choose_one(target, list, key);
  REQUIRE(moved);
  CHECK(key == "e0.1");
  Lines asked = session.peer.stop();
  CHECK(asked[0] == "SET netroot/target/list e0.0");
  CHECK(asked[1] == "SUBST netroot/target/list CHOICES e0.0: 4.0 GiB\\, QEMU\\, Inc, e0.1");
  CHECK(asked[2] == "SUBST netroot/target/list CHOICES_C e0.0, e0.1");
}

TEST_CASE("a live list is looked at again on request, and the row under the cursor stays") {
  ChangingList list({std::vector<Choice>{}, {row("e0.0", {"e0.0"})}});
  Session session(Lines{"0 Look again", "0", "0"} + answered("look again") +
                  Lines{"0 Look again", "0", "0"} + answered("e0.0"));
  std::string key = "e0.0";
  auto moved = session.asker.choose_one(target, list, key);
  REQUIRE(moved);
  CHECK(key == "e0.0");
  Lines asked = session.peer.stop();
  REQUIRE(asked.size() == 16);
  CHECK(asked[1] == "SET netroot/target/list look again");
  CHECK(asked[2] == "SUBST netroot/target/list CHOICES Look again (looking on ens3)");
  CHECK(asked[9] == "SET netroot/target/list e0.0");
  CHECK(asked[10] == "SUBST netroot/target/list CHOICES e0.0, Look again (looking on ens3)");
  CHECK(asked[11] == "SUBST netroot/target/list CHOICES_C e0.0, look again");
}

TEST_CASE("a row that refuses says why, and one that has gone says so") {
  ChangingList list({{row("e0.0", {"e0.0"}, "in use by another"), row("e0.1", {"e0.1"})},
                     {row("e0.0", {"e0.0"}, "in use by another"), row("e0.1", {"e0.1"})},
                     {row("e0.1", {"e0.1"})},
                     {row("e0.0", {"e0.0"})}});
  const Lines refused(4, "0"), list_words{"0 Again", "0", "0"};
  Session session(list_words + answered("e0.0") + refused + list_words + answered("e0.1") +
                  Lines{"0", "0 e0.1 is gone"} + refused + list_words + answered("e0.0"));
  std::string key;
  auto moved = session.asker.choose_one(target, list, key);
  REQUIRE(moved);
  CHECK(key == "e0.0");
  Lines asked = session.peer.stop();
  CHECK(asked[8] == "SUBST netroot/refused REASON in use by another");
  CHECK(asked[20] == "SUBST netroot/screen/vanished NAME e0.1");
  CHECK(asked[22] == "SUBST netroot/refused REASON e0.1 is gone");
}

TEST_CASE("several rows are chosen, but never none") {
  FixedList list({row("ens3", {"ens3"}), row("ens4", {"ens4"}), row("a,b", {"a,b"})});
  Session session(Lines{"0", "0"} + answered("") + Lines{"0 Select one", "0", "0", "0", "0"} +
                  Lines{"0", "0"} + answered("ens4, a\\,b"));
  std::vector<std::string> keys{"ens3", "gone", "ens4"};
  auto moved = session.asker.choose_some({"netroot/interfaces", Priority::High}, list, keys);
  REQUIRE(moved);
  CHECK(keys == Lines{"ens4", "a,b"});
  Lines asked = session.peer.stop();
  CHECK(asked[0] == "SET netroot/interfaces/list ens3, ens4");
  CHECK(asked[8] == "SUBST netroot/refused REASON Select one");
}

TEST_CASE("a list that is not shown, and cannot be answered, is an error, not a loop") {
  ChangingList list({std::vector<Choice>{}});
  Session session(
      {"0 Again", "0", "0", "0", "0", "30 skipped", "0", "0 look again", "0 Select one"});
  std::string key;
  auto moved = session.asker.choose_one(target, list, key);
  REQUIRE_FALSE(moved);
  CHECK(moved.error().what == "nothing can be chosen for netroot/target: Select one");
}

TEST_CASE("a list to be read is a note with a line for each row and what its details add") {
  Choice check = row("grub", {"blocking", "GRUB legacy"});
  check.details = {"GRUB legacy", "not installed"};
  FixedList list({row("initrd", {"pass", "initrd"}), check});
  Session session(Lines(5, "0"));
  REQUIRE(session.debconf.start()); // with "escape" lines may be several
  auto moved = session.asker.show_list({"netroot/checks", Priority::High}, list);
  REQUIRE(moved);
  CHECK(session.peer.stop()[1] ==
        "SUBST netroot/checks ROWS pass: initrd\\nblocking: GRUB legacy\\n  not installed");
}

TEST_CASE("work shows a bar under the question's title, and one that says its steps replaces it") {
  Session session(Lines(12, "0"));
  auto outcome = session.asker.work({"netroot/work/inspect", Priority::High, {{"TARGET", "e0.0"}}},
                                    [](Progress& progress) {
                                      progress.begin("two things", 2);
                                      progress.step(1, "the second");
                                      progress.end();
                                      return Outcome{};
                                    });
  REQUIRE(outcome);
  CHECK(session.peer.stop() ==
        Lines{"SUBST netroot/work/inspect TARGET e0.0", "CAPB backup escape progresscancel",
              "SUBST netroot/work/inspect TEXT ", "PROGRESS START 0 1 netroot/work/inspect",
              "PROGRESS STOP", "SUBST netroot/work/inspect TEXT two things",
              "PROGRESS START 0 2 netroot/work/inspect", "PROGRESS SET 1",
              "SUBST netroot/progress/info TEXT the second", "PROGRESS INFO netroot/progress/info",
              "PROGRESS STOP", "CAPB backup escape"});
}

TEST_CASE("a person who cancels the bar interrupts the work and has gone back") {
  Session session({"0", "0", "0", "0", "30 progress bar cancelled", "0", "0"});
  auto outcome =
      session.asker.work({"netroot/work/links", Priority::High}, [](Progress& progress) -> Outcome {
        progress.note("waiting");
        CHECK(was_interrupted());
        return failure("interrupted");
      });
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().kind == Error::Kind::GoBack);
  CHECK_FALSE(was_interrupted());
  CHECK(session.peer.stop().back() == "CAPB backup escape");
}

TEST_CASE("who cancels work that is done all the same goes on, and the next work is not ended") {
  Session session({"0", "0", "0", "0", "30 progress bar cancelled", "0", "0"});
  CHECK(session.asker.work({"netroot/work/links", Priority::High}, [](Progress& progress) {
    progress.note("all but done");
    return Outcome{};
  }));
  CHECK_FALSE(was_interrupted());
}

TEST_CASE("work that fails by itself has not gone back") {
  Session session(Lines(6, "0"));
  auto outcome = session.asker.work({"netroot/work/links", Priority::High},
                                    [](Progress&) -> Outcome { return failure("no carrier"); });
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().what == "no carrier");
}
