// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/step.h"
#include "system/log.h"

namespace netroot {
namespace {

class FunctionStep : public Step {
public:
  FunctionStep(std::string text, std::function<Result<bool>()> done, std::function<Outcome()> run)
      : text_(std::move(text)), done_(std::move(done)), run_(std::move(run)) {}
  std::string text() const override { return text_; }
  Result<bool> done() override { return done_(); }
  Outcome run() override { return run_(); }

private:
  std::string text_;
  std::function<Result<bool>()> done_;
  std::function<Outcome()> run_;
};

Outcome carry_out_one(Step& step, Progress& progress) {
  auto done = step.done();
  if (!done)
    return because(done.error(), step.text());
  if (*done) {
    log::info(step.text() + ": already done");
    progress.note("already done");
    return {};
  }
  log::info(step.text());
  auto outcome = step.run();
  if (!outcome) {
    log::error(step.text() + ": " + outcome.error().text());
    return because(outcome.error(), step.text());
  }
  return {};
}

} // namespace

std::unique_ptr<Step> step_of(std::string text, std::function<Result<bool>()> done,
                              std::function<Outcome()> run) {
  return std::make_unique<FunctionStep>(std::move(text), std::move(done), std::move(run));
}

Outcome carry_out(const Plan& plan, const std::string& title, Progress& progress) {
  progress.begin(title, static_cast<int>(plan.size()));
  Outcome outcome;
  for (size_t i = 0; i < plan.size() && outcome; ++i) {
    progress.step(static_cast<int>(i), plan[i]->text());
    outcome = carry_out_one(*plan[i], progress);
  }
  progress.end();
  return outcome;
}

Result<std::string> describe(const Plan& plan) {
  std::string text;
  for (size_t i = 0; i < plan.size(); ++i) {
    auto done = plan[i]->done();
    text += std::to_string(i + 1) + ". " + plan[i]->text();
    // A step may be unable to tell before those in front of it ran; it is still to be done then.
    text += done && *done ? " (already done)\n" : "\n";
  }
  return text;
}

Outcome take_back(const Plan& plan, Progress& progress) {
  progress.begin("undo", static_cast<int>(plan.size()));
  Outcome first;
  int number = 0;
  for (auto step = plan.rbegin(); step != plan.rend(); ++step, ++number) {
    progress.step(number, "undo: " + (*step)->text());
    auto outcome = (*step)->undo();
    if (!outcome)
      log::error("undo: " + (*step)->text() + ": " + outcome.error().text());
    if (!outcome && first)
      first = because(outcome.error(), "undo: " + (*step)->text());
  }
  progress.end();
  return first;
}

} // namespace netroot
