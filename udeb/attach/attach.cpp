// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/attach.h"
#include "system/interrupt.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"

namespace netroot {
namespace {

// Keeps an interrupt from starting the next step; what runs is let finish, so nothing is half done.
class UntilInterrupted : public Step {
public:
  explicit UntilInterrupted(std::unique_ptr<Step> step) : step_(std::move(step)) {}
  std::string text() const override { return step_->text(); }
  Result<bool> done() override { return step_->done(); }
  Outcome run() override {
    if (was_interrupted())
      return failure("interrupted", "What was done before is kept; run it again to go on.");
    return step_->run();
  }
  Outcome undo() override { return step_->undo(); }

private:
  std::unique_ptr<Step> step_;
};

template <class S> void add(Plan& plan, AttachJob& job) {
  plan.push_back(std::make_unique<UntilInterrupted>(std::make_unique<S>(job)));
}

} // namespace

Result<Target> AttachJob::present() {
  if (!chosen)
    return failure("no target has been chosen yet");
  auto now = find_target(root, chosen->name);
  if (now && now->up)
    return *now;
  return failure("target " + chosen->name.text() + " has gone" +
                     (now ? " (state: " + now->state + ")" : ""),
                 "Check that the server still exports it and that the link to it is up; then run "
                 "this step again.");
}

Outcome read_disk(const RootDir& root, const TargetName& target, DiskLook& look) {
  DiskReader reader;
  return reader.look_at(root.at(target.device()).string(), look);
}

Plan plan_attach(AttachJob& job) {
  Plan plan;
  add<LoadDriver>(plan, job);
  add<RaiseLinks>(plan, job);
  if (!job.answers.target_map.empty())
    add<LookUpTarget>(plan, job);
  add<DiscoverTarget>(plan, job);
  if (job.open_wire)
    add<RefuseImposter>(plan, job);
  add<KeepData>(plan, job);
  if (job.open_wire)
    add<ClaimTarget>(plan, job);
  if (job.open_wire && (job.answers.reserve || !made::list(job.root, reserve_note).empty()))
    add<ReserveTarget>(plan, job);
  add<SetMtu>(plan, job);
  add<GivePatience>(plan, job);
  add<PresentDisk>(plan, job);
  if (job.questions || !made::list(job.root, partman_note).empty())
    add<LeadPartman>(plan, job);
  add<StartWatchdog>(plan, job);
  add<RecordDisk>(plan, job);
  return plan;
}

} // namespace netroot
