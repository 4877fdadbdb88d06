// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/log.h"
#include "system/step.h"
#include "tests/unit/catch.h"

using namespace netroot;

namespace {

std::vector<std::string> logged;

struct Recorder : Progress {
  std::vector<std::string> seen;
  void begin(const std::string& title, int steps) override {
    seen.push_back(title + " " + std::to_string(steps));
  }
  void step(int, const std::string& text) override { seen.push_back(text); }
  void note(const std::string& text) override { seen.push_back("note " + text); }
  void end() override { seen.push_back("end"); }
};

struct Counted : Step {
  explicit Counted(std::string text, bool breaks = false) : name(std::move(text)), fails(breaks) {}
  std::string text() const override { return name; }
  Result<bool> done() override { return runs > 0; }
  Outcome run() override {
    if (fails)
      return failure("it broke", "mend it");
    ++runs;
    return {};
  }
  Outcome undo() override {
    ++undone;
    return {};
  }
  std::string name;
  bool fails;
  int runs = 0, undone = 0;
};

} // namespace

TEST_CASE("a plan that ran is a no-op the second time") {
  auto step = std::make_unique<Counted>("bring the link up");
  Counted& counted = *step;
  Plan plan;
  plan.push_back(std::move(step));
  Recorder progress;
  log::divert([](int, const std::string& text) { logged.push_back(text); });
  REQUIRE(carry_out(plan, "attach", progress));
  REQUIRE(carry_out(plan, "attach", progress));
  log::divert(nullptr);
  CHECK(counted.runs == 1);
  CHECK(*describe(plan) == "1. bring the link up (already done)\n");
}

TEST_CASE("the first failing step stops the plan and names itself") {
  Plan plan;
  plan.push_back(std::make_unique<Counted>("load the module", true));
  auto last = std::make_unique<Counted>("discover");
  Counted& never = *last;
  plan.push_back(std::move(last));
  Recorder progress;
  log::divert([](int, const std::string& text) { logged.push_back(text); });
  auto outcome = carry_out(plan, "attach", progress);
  log::divert(nullptr);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().what == "load the module: it broke");
  CHECK(outcome.error().hint == "mend it");
  CHECK(never.runs == 0);
  CHECK(progress.seen.back() == "end");
  CHECK(logged.back() == "load the module: it broke\nmend it");
}

TEST_CASE("describing a plan runs nothing") {
  auto step = std::make_unique<Counted>("discover");
  Counted& counted = *step;
  Plan plan;
  plan.push_back(std::move(step));
  CHECK(*describe(plan) == "1. discover\n");
  CHECK(counted.runs == 0);
}
