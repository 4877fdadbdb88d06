// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/log.h"
#include "udeb/attach/in_use.h"
#include "udeb/attached_disk.h"
#include "udeb/program/attach_session.h"
#include "udeb/program/commands.h"

namespace netroot {
namespace {

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

} // namespace

Outcome attach_unasked(const Options& options, Front& front, std::optional<bool> wanted) {
  auto answers = front.answers();
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

Outcome run_undo(const Options& options, Front& front) {
  auto answers = front.answers();
  if (!answers)
    return tl::unexpected(answers.error());
  return options.dry_run ? print_take_back(options, *answers, front)
                         : take_back_attach(options, *answers, front);
}

} // namespace netroot
