// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/log.h"
#include "udeb/attach/attach_dialog.h"
#include "udeb/attach/in_use.h"
#include "udeb/attached_disk.h"
#include "udeb/program/commands.h"
#include "udeb/program/machine_runner.h"

namespace netroot {
namespace {

class DebconfQuestions : public InstallerQuestions {
public:
  explicit DebconfQuestions(tui::Debconf& debconf) : debconf_(debconf) {}
  Result<std::string> get(const std::string& question) override { return debconf_.get(question); }
  Outcome set(const std::string& question, const std::string& value) override {
    return debconf_.set(question, value);
  }

private:
  tui::Debconf& debconf_;
};

// All that a plan refers to, alive as long as it.
struct AttachSession {
  explicit AttachSession(const RootDir& root) : runner(root) {}
  MachineRunner runner;
  std::unique_ptr<Kernel> kernel;
  std::optional<DebconfQuestions> questions;
  std::optional<AttachJob> job;
};

Result<std::unique_ptr<Kernel>> kernel_of(const RootDir& root) {
  if (!root.is_host())
    return std::unique_ptr<Kernel>(std::make_unique<NoKernel>());
  auto kernel = RunningKernel::open();
  if (!kernel)
    return tl::unexpected(kernel.error());
  return std::unique_ptr<Kernel>(std::move(*kernel));
}

Result<Answers> checked_answers(Front& front) {
  auto raw = front.own_answers();
  return raw ? to_answers(*raw) : Result<Answers>(tl::unexpected(raw.error()));
}

Outcome begin(AttachSession& session, const Options& options, const Answers& answers,
              Front& front) {
  auto kernel = kernel_of(options.root);
  if (!kernel)
    return tl::unexpected(kernel.error());
  session.kernel = std::move(*kernel);
  auto installer = front.installer_answers(mirror_questions());
  if (!installer)
    return tl::unexpected(installer.error());
  if (front.debconf())
    session.questions.emplace(*front.debconf());
  session.job.emplace(AttachJob{options.root, session.runner, *session.kernel, front.progress(),
                                answers, module_sources(answers, *installer, options.root),
                                session.questions ? &*session.questions : nullptr, std::nullopt});
  return {};
}

Outcome take_back_attach(const Options& options, const Answers& answers, Front& front) {
  if (auto free = refuse_when_in_use(options.root); !free)
    return free;
  AttachSession session(options.root);
  if (auto begun = begin(session, options, answers, front); !begun)
    return begun;
  return take_back(plan_attach(*session.job), front.progress());
}

Outcome print_take_back(const Options& options, const Answers& answers, Front& front) {
  AttachSession session(options.root);
  if (auto begun = begin(session, options, answers, front); !begun)
    return begun;
  Plan plan = plan_attach(*session.job);
  std::string text;
  for (auto step = plan.rbegin(); step != plan.rend(); ++step)
    text += "take back: " + (*step)->text() + "\n";
  return print(text);
}

// "No" after an earlier "yes" must not leave the menu items behind believing in the disk.
Outcome decline(const Options& options, const Answers& answers, Front& front) {
  log::info("no network disk is wanted");
  // An attach that failed half-way has made changes, but has no record of a disk.
  bool nothing_made =
      !exists(options.root, attached_disk_path) && !exists(options.root, "/run/netroot/made");
  if (nothing_made)
    return options.dry_run ? print("nothing: no network disk is wanted\n") : Outcome{};
  return options.dry_run ? print_take_back(options, answers, front)
                         : take_back_attach(options, answers, front);
}

Outcome print_plan(const Plan& plan) {
  auto text = describe(plan);
  return text ? print(*text) : Outcome(tl::unexpected(text.error()));
}

Outcome attach(const Options& options, Front& front, std::optional<bool> wanted = {}) {
  auto answers = checked_answers(front);
  if (!answers)
    return tl::unexpected(answers.error());
  answers->attach = wanted.value_or(answers->attach);
  if (!answers->attach)
    return decline(options, *answers, front);
  AttachSession session(options.root);
  if (auto begun = begin(session, options, *answers, front); !begun)
    return begun;
  Plan plan = plan_attach(*session.job);
  return options.dry_run ? print_plan(plan)
                         : carry_out(plan, "Attaching a network disk", front.progress());
}

} // namespace

Outcome run_attach(const Options& options, Front& front) {
  if (!front.debconf())
    return attach(options, front);
  MachineRunner runner(options.root);
  AttachDialog dialog(options.root, runner, *front.debconf());
  if (options.dry_run) {
    auto wanted = dialog.foresee();
    return wanted ? attach(options, front, *wanted) : Outcome(tl::unexpected(wanted.error()));
  }
  if (auto asked = dialog.ask(); !asked)
    return asked;
  auto outcome = attach(options, front);
  if (!outcome)
    dialog.ask_again_next_time();
  return outcome;
}

Outcome run_undo(const Options& options, Front& front) {
  auto answers = checked_answers(front);
  if (!answers)
    return tl::unexpected(answers.error());
  return options.dry_run ? print_take_back(options, *answers, front)
                         : take_back_attach(options, *answers, front);
}

} // namespace netroot
