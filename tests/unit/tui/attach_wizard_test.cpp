// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/tui/scripted_asker.h"
#include "tui/attach_wizard.h"

using namespace netroot;
using namespace netroot::tui;
using netroot::test::ScriptedAsker;
using Names = std::vector<std::string>;

namespace {

// A machine with two cards, and two targets of which e7.1 has data on it.
class PlayedMachine : public AttachMachine {
public:
  bool driver = false;
  bool speaks_aoe = false;
  std::string claim; // on every target
  int driver_failures = 0, attach_failures = 0;
  Names done;

  std::unique_ptr<ChoiceList> links() override {
    return std::make_unique<FixedList>(
        std::vector<Choice>{{"ens3", {"ens3"}, {}}, {"ens4", {"ens4"}, {}}});
  }
  Names usual_links() override { return {"ens3"}; }
  bool has_driver() override { return driver; }
  Work load_driver(const AnswerBook& book) override {
    return [this, source = book.get("netroot/module/source")](Progress&) -> Outcome {
      done.push_back("driver from " + source);
      if (driver_failures-- > 0)
        return failure("no source has aoe.ko", "Name another.");
      driver = true;
      return {};
    };
  }
  Work raise_links(const AnswerBook& book) override {
    return note("links " + book.get("netroot/interfaces"));
  }
  std::unique_ptr<ChoiceList> targets(const AnswerBook&) override {
    return std::make_unique<FixedList>(std::vector<Choice>{{"e0.0", {"e0.0"}, {}}});
  }
  Work inspect(const std::string& target, Names& found) override {
    return [target, &found](Progress&) -> Outcome {
      if (target == "e7.1")
        found.push_back("ext4 \"home\" on e7.1p1");
      return {};
    };
  }
  Work look_for_claim(const std::string& target, std::string& owner) override {
    if (!speaks_aoe)
      return nullptr;
    return [this, target, &owner](Progress&) -> Outcome {
      done.push_back("claim of " + target);
      owner = claim;
      return {};
    };
  }
  std::string describe(const std::string&) override { return "4.0 GiB"; }
  std::string refuse(const std::string&, const std::string&) override { return {}; }
  Result<Names> plan(const AnswerBook&) override { return Names{"1. one", "2. two"}; }
  Work attach(const AnswerBook& book) override {
    return [this, book](Progress&) -> Outcome {
      done.push_back("attach " + book.get("netroot/target") + " overwrite " +
                     book.get("netroot/overwrite"));
      return attach_failures-- > 0 ? Outcome(failure("it has gone")) : Outcome{};
    };
  }
  Work take_back(const AnswerBook&) override { return note("undo"); }
  Result<Report> report(const AnswerBook&) override {
    return Report{"e0.0", "sanboot aoe:e0.0", "/var/log/netroot/sanboot.ipxe", "/var/log/p.cfg",
                  ""};
  }
  bool is_dry_run() const override { return false; }

private:
  Work note(const std::string& what) {
    return [this, what](Progress&) -> Outcome {
      done.push_back(what);
      return {};
    };
  }
};

AnswerBook book_at(Priority threshold) {
  AnswerBook book;
  book.threshold = threshold;
  for (auto [question, value] :
       std::map<std::string, std::string>{{"netroot/attach", "true"},
                                          {"netroot/target", "auto"},
                                          {"netroot/alias", "auto"},
                                          {"netroot/module/source", "auto"},
                                          {"netroot/timeout", "60"}})
    book.set(question, value);
  return book;
}

struct Run {
  PlayedMachine machine;
  AnswerBook book = book_at(Priority::High);
  Outcome outcome;
  void with(ScriptedAsker& asker) { outcome = run_attach_wizard(machine, asker, book); }
};

} // namespace

TEST_CASE("at priority high one is led from the welcome to the result") {
  Run run;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(run.machine.done == Names{"driver from auto", "links ens3", "attach e0.0 overwrite false"});
  CHECK(run.book.get("netroot/target") == "e0.0");
  CHECK(run.book.get("netroot/interfaces") == "ens3");
}

TEST_CASE("at priority low everything is asked, the source of the driver too") {
  Run run;
  run.book.threshold = Priority::Low;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "= ens3 ens4"},
                       {"netroot/module/source", "= url"},
                       {"netroot/module/url", "= http://x/linux.deb"},
                       {"netroot/module/sha256", "next"},
                       {"netroot/module/allow-unchecked", "yes"},
                       {"netroot/timeout", "= 5"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/alias", "= none"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(run.book.get("netroot/interfaces").empty()); // all of them
  CHECK(run.book.get("netroot/module/allow-unchecked") == "true");
  CHECK(run.book.get("netroot/alias") == "none");
}

TEST_CASE("back leads from every screen to the one before, and out of the first") {
  Run run;
  run.book.threshold = Priority::Medium;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "back"},
                       {"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "back"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e7.1"},
                       {"netroot/overwrite", "back"},
                       {"netroot/target", "= e7.1"},
                       {"netroot/overwrite", "yes"},
                       {"netroot/alias", "back"},
                       {"netroot/overwrite", "yes"},
                       {"netroot/alias", "next"},
                       {"netroot/summary", "back"},
                       {"netroot/alias", "back"},
                       {"netroot/overwrite", "back"},
                       {"netroot/target", "back"},
                       {"netroot/interfaces", "back"},
                       {"netroot/attach", "back"}});
  run.with(asker);
  REQUIRE_FALSE(run.outcome);
  CHECK(run.outcome.error().kind == Error::Kind::GoBack);
  CHECK(asker.finished());
  CHECK(run.machine.done.back() != "attach e7.1 overwrite true");
}

TEST_CASE("a disk with data is named before it is taken, and the default is No") {
  Run run;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e7.1"},
                       {"netroot/overwrite", "no"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(asker.defaults["netroot/overwrite"] == "false");
  CHECK(asker.seen[3].variables.at("CONTENTS") == "ext4 \"home\" on e7.1p1");
  CHECK(run.machine.done.back() == "attach e0.0 overwrite false");
}

TEST_CASE("a yes for one disk is none for the next") {
  Run run;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e7.1"},
                       {"netroot/overwrite", "yes"},
                       {"netroot/summary", "back"},
                       {"netroot/overwrite", "back"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(run.machine.done.back() == "attach e0.0 overwrite false");
}

TEST_CASE("who comes back to the data to be lost is offered No again, whatever he said") {
  Run run;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e7.1"},
                       {"netroot/overwrite", "yes"},
                       {"netroot/summary", "back"},
                       {"netroot/overwrite", "back"},
                       {"netroot/target", "back"},
                       {"netroot/interfaces", "back"},
                       {"netroot/attach", "back"}});
  run.with(asker);
  CHECK(asker.finished());
  CHECK(asker.defaults["netroot/overwrite"] == "false");
  CHECK(run.book.get("netroot/overwrite") == "false");
}

TEST_CASE("the driver's source is asked for once it was not found") {
  Run run;
  run.machine.driver_failures = 1;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/error", "next"},
                       {"netroot/module/source", "= path"},
                       {"netroot/module/path", "= /media/usb"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(run.machine.done[0] == "driver from auto");
  CHECK(run.machine.done[1] == "driver from path");
}

TEST_CASE("a step that failed is tried again, or left backwards") {
  Run run;
  run.machine.attach_failures = 2;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/summary", "next"},
                       {"netroot/retry", "yes"},
                       {"netroot/retry", "no"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(run.machine.done.size() == 5);
}

TEST_CASE("work that was cancelled leads back to the screen before it") {
  Run run;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/work/driver", "cancel"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/work/inspect", "cancel"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
}

TEST_CASE("no network disk: what an earlier run made is taken back") {
  Run run;
  ScriptedAsker asker({{"netroot/attach", "no"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(run.book.get("netroot/attach") == "false");
  CHECK(run.machine.done == Names{"undo"});
}

TEST_CASE("what was given beforehand is not asked") {
  Run run;
  run.book.give("netroot/attach", "true");
  run.book.give("netroot/interfaces", "ens4");
  run.book.give("netroot/module/source", "mirror");
  ScriptedAsker asker({{"netroot/target", "= e7.1"},
                       {"netroot/overwrite", "yes"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(run.machine.done ==
        Names{"driver from mirror", "links ens4", "attach e7.1 overwrite true"});
}

TEST_CASE("a given No to overwriting is kept to") {
  Run run;
  run.book.give("netroot/overwrite", "false");
  ScriptedAsker asker(
      {{"netroot/attach", "yes"}, {"netroot/interfaces", "next"}, {"netroot/target", "= e7.1"}});
  run.with(asker);
  REQUIRE_FALSE(run.outcome);
  CHECK(run.outcome.error().what.find("ext4 \"home\"") != std::string::npos);
}

TEST_CASE("at priority critical only data to be lost is asked about") {
  Run run;
  run.book.threshold = Priority::Critical;
  run.book.set("netroot/target", "e7.1");
  ScriptedAsker asker({{"netroot/overwrite", "yes"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
}

TEST_CASE("a disk that another machine has claimed is taken over only after a yes") {
  Run run;
  run.machine.speaks_aoe = true;
  run.machine.claim = "shed (52:54:00:12:34:56), 3 hours ago";
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/takeover", "no"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/takeover", "yes"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(run.book.is_true("netroot/takeover"));
}

TEST_CASE("a disk without a claim is taken without a question") {
  Run run;
  run.machine.speaks_aoe = true;
  ScriptedAsker asker({{"netroot/attach", "yes"},
                       {"netroot/interfaces", "next"},
                       {"netroot/target", "= e0.0"},
                       {"netroot/summary", "next"},
                       {"netroot/result", "next"}});
  run.with(asker);
  REQUIRE(run.outcome);
  CHECK(asker.finished());
  CHECK(run.book.get("netroot/takeover") == "false");
}

TEST_CASE("a preseeded no to taking over ends the dialog with who has the disk") {
  Run run;
  run.machine.speaks_aoe = true;
  run.machine.claim = "shed (52:54:00:12:34:56), 3 hours ago";
  run.book.give("netroot/takeover", "false");
  ScriptedAsker asker(
      {{"netroot/attach", "yes"}, {"netroot/interfaces", "next"}, {"netroot/target", "= e0.0"}});
  run.with(asker);
  REQUIRE_FALSE(run.outcome);
  CHECK(run.outcome.error().what.find("shed (52:54:00:12:34:56), 3 hours ago") !=
        std::string::npos);
}
