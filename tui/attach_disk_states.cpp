// SPDX-License-Identifier: GPL-2.0-or-later
// From the targets to the attached disk.
#include "system/text.h"
#include "tui/attach_states.h"

namespace netroot::tui {

using State = AttachState;
using Step = Turn<AttachState>;

Result<Step> AttachWizard::targets() {
  constexpr char name[] = "netroot/target";
  if (!book_.is_asked(name, Priority::High))
    return Step::to(State::Inspect);
  auto list = machine_.targets(book_);
  std::string target = book_.get(name);
  auto move = asker_.choose_one(question(name, Priority::High), *list, target);
  if (!move)
    return tl::unexpected(move.error());
  if (*move == Move::Next)
    book_.set(name, target);
  return Step::after(*move, State::Inspect);
}

// "auto", which nobody was asked about, is looked into by the plan itself once it is settled.
Result<Step> AttachWizard::inspect() {
  if (!book_.is_given("netroot/overwrite"))
    book_.set("netroot/overwrite", "false"); // a yes was for another target
  if (!book_.is_given("netroot/takeover"))
    book_.set("netroot/takeover", "false");
  contents_.clear();
  const std::string target = book_.get("netroot/target");
  if (target.empty() || target == "auto" || book_.is_true("netroot/overwrite"))
    return Step::to(State::Takeover);
  auto look = [this, work = machine_.inspect(target, contents_)](Progress& progress) {
    contents_.clear(); // of a try that failed
    return work(progress);
  };
  return work_or_retry({"netroot/work/inspect", Priority::High, {{"TARGET", target}}}, look,
                       State::Inspect, State::Overwrite);
}

Result<Step> AttachWizard::overwrite() {
  constexpr char name[] = "netroot/overwrite";
  if (contents_.empty())
    return Step::to(State::Takeover);
  const std::string target = book_.get("netroot/target");
  if (book_.is_given(name))
    return failure(target + " is not empty, and " + name + " is false: " + join(contents_, "; "),
                   "Name another target, or preseed " + std::string(name) +
                       " true when this may be lost.");
  book_.set(name, "false"); // also for who comes back here from a yes
  Question asked = question(name, Priority::Critical);
  asked.variables = {
      {"TARGET", target}, {"DISK", machine_.describe(target)}, {"CONTENTS", join(contents_, "\n")}};
  auto step = ask_boolean(asked, State::Takeover);
  return !step || step->back || book_.is_true(name) ? step : Step::backwards();
}

// Another machine's claim is looked for in any case; a claim of this one is no obstacle.
Result<Step> AttachWizard::takeover() {
  constexpr char name[] = "netroot/takeover";
  const std::string target = book_.get("netroot/target");
  std::string owner;
  auto work =
      book_.get("netroot/claim") == "false" ? Work() : machine_.look_for_claim(target, owner);
  if (!work || (book_.is_given(name) && book_.is_true(name)))
    return Step::to(State::Alias);
  auto looked = work_or_retry({"netroot/work/inspect", Priority::High, {{"TARGET", target}}}, work,
                              State::Takeover, State::Alias);
  if (!looked || looked->next != State::Alias || looked->back || owner.empty())
    return looked;
  if (book_.is_given(name))
    return failure(target + " is claimed by another machine, and " + name + " is false: " + owner,
                   "Name another target, or preseed " + std::string(name) +
                       " true when that machine does not use it any more.");
  book_.set(name, "false");
  Question asked = question(name, Priority::Critical);
  asked.variables = {{"TARGET", target}, {"DISK", machine_.describe(target)}, {"OWNER", owner}};
  auto step = ask_boolean(asked, State::Alias);
  return !step || step->back || book_.is_true(name) ? step : Step::backwards();
}

Result<Step> AttachWizard::alias() {
  return ask_string("netroot/alias", Priority::Medium, State::Summary);
}

Result<Step> AttachWizard::summary() {
  constexpr char name[] = "netroot/summary";
  if (!book_.is_asked(name, Priority::High))
    return Step::to(State::Attach);
  std::vector<std::string> steps;
  auto look = [&](Progress&) {
    auto planned = machine_.plan(book_);
    steps = planned.value_or(steps);
    return planned ? Outcome() : Outcome(tl::unexpected(planned.error()));
  };
  auto looked = work_or_retry({"netroot/work/plan"}, look, State::Summary, State::Attach);
  if (!looked || looked->next != State::Attach)
    return looked;
  Question asked = question(name, Priority::High);
  asked.variables = {{"STEPS", numbered(steps)}};
  auto move = asker_.tell(asked);
  return move ? Step::after(*move, State::Attach) : Result<Step>(tl::unexpected(move.error()));
}

Result<Step> AttachWizard::attach() {
  return work_or_retry({"netroot/work/attach"}, machine_.attach(book_), State::Attach,
                       State::Report);
}

// The disk is attached: from here nothing leads back.
Result<Step> AttachWizard::report() {
  auto report = machine_.report(book_);
  if (!report)
    return tl::unexpected(report.error());
  Question told =
      question(machine_.is_dry_run() ? "netroot/result/dry-run" : "netroot/result", Priority::High);
  if (!book_.is_asked(told.name, told.priority))
    return Step::to(State::End);
  told.variables = {{"TARGET", report->target},
                    {"DEVICE", "/dev/etherd/" + report->target},
                    {"SANBOOT", verbatim(report->sanboot)},
                    {"SANBOOT_PATH", report->sanboot_path},
                    {"PRESEED", verbatim(report->preseed)},
                    {"PRESEED_PATH", report->preseed_path}};
  if (auto move = asker_.tell(told); !move)
    return tl::unexpected(move.error());
  return Step::to(State::End);
}

} // namespace netroot::tui
