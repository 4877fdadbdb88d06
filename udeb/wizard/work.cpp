// SPDX-License-Identifier: GPL-2.0-or-later
// What the machine does, as work beside the screen.
#include "udeb/attach/in_use.h"
#include "udeb/attach/steps.h"
#include "udeb/wizard/session.h"

namespace netroot::wizard {
namespace {

constexpr char attach_title[] = "Attaching a network disk";

// The steps' texts pass by, and nothing is done.
Outcome show(const Plan& plan, Progress& progress) {
  progress.begin(attach_title, static_cast<int>(plan.size()));
  for (size_t at = 0; at < plan.size(); ++at)
    progress.step(static_cast<int>(at), plan[at]->text());
  progress.end();
  return {};
}

// Each piece of work has a session of its own, made when it runs; the book is read now.
template <class Do>
tui::Work with_session(const MachineInputs& inputs, const tui::AnswerBook& book, Do work) {
  auto answers = wanted(book);
  return [&inputs, answers, work](Progress& progress) -> Outcome {
    if (!answers)
      return tl::unexpected(answers.error());
    auto session = Session::open(inputs, *answers, progress);
    return session ? work((*session)->job()) : Outcome(tl::unexpected(session.error()));
  };
}

template <class S> Outcome carry_out_one(AttachJob& job) {
  Plan plan;
  plan.push_back(std::make_unique<S>(job));
  return carry_out(plan, plan.front()->text(), job.progress);
}

tui::Work nothing() {
  return [](Progress&) { return Outcome(); };
}

} // namespace

tui::Work Machine::load_driver(const tui::AnswerBook& book) {
  return inputs_.dry_run ? nothing() : with_session(inputs_, book, carry_out_one<LoadDriver>);
}

tui::Work Machine::raise_links(const tui::AnswerBook& book) {
  source_.reset(); // other cards may be up afterwards
  settle_cards(book);
  return inputs_.dry_run ? nothing() : with_session(inputs_, book, carry_out_one<RaiseLinks>);
}

tui::Work Machine::attach(const tui::AnswerBook& book) {
  return with_session(inputs_, book, [this](AttachJob& job) {
    job.claim_seen = claim_seen(job.answers.target);
    Plan plan = plan_attach(job);
    return inputs_.dry_run ? show(plan, job.progress) : carry_out(plan, attach_title, job.progress);
  });
}

tui::Work Machine::take_back(const tui::AnswerBook& book) {
  if (inputs_.dry_run)
    return nothing();
  return with_session(inputs_, book, [this](AttachJob& job) -> Outcome {
    if (auto free = refuse_when_in_use(inputs_.root); !free)
      return free;
    return netroot::take_back(plan_attach(job), job.progress);
  });
}

namespace {

class NoProgress : public Progress {
public:
  void begin(const std::string&, int) override {}
  void step(int, const std::string&) override {}
  void note(const std::string&) override {}
  void end() override {}
};

} // namespace

Result<std::vector<std::string>> Machine::plan(const tui::AnswerBook& book) {
  auto answers = wanted(book);
  if (!answers)
    return tl::unexpected(answers.error());
  NoProgress quiet;
  auto session = Session::open(inputs_, *answers, quiet);
  if (!session)
    return tl::unexpected(session.error());
  std::vector<std::string> texts;
  for (const auto& step : plan_attach((*session)->job())) {
    // A step may be unable to tell before those in front of it ran; it is still to be done then.
    auto done = step->done();
    texts.push_back(step->text() + (done && *done ? " (already done)" : ""));
  }
  return texts;
}

} // namespace netroot::wizard
