// SPDX-License-Identifier: GPL-2.0-or-later
// `netroot bootable`: with a person in front of it in three phases. The questions and the checks
// may be a wizard's in the terminal that cdebconf lends; the work between them is this process's,
// which has the debconf that apt-install and in-target talk to.
#include "system/log.h"
#include "tui/bootable_wizard.h"
#include "udeb/bootable/checks_file.h"
#include "udeb/bootable/kernel_options.h"
#include "udeb/bootable/plan.h"
#include "udeb/program/commands.h"
#include "udeb/program/dialog.h"
#include "udeb/wizard/bootable_machine.h"
#include "udeb/wizard/bootable_preseed.h"
#include "udeb/wizard/session.h"

namespace netroot {
namespace {

constexpr char title[] = "debian-installer/netroot-bootloader/title";
constexpr char work_title[] = "Making the network disk bootable";

const std::vector<std::string> own_questions = {"netroot/bootloader", "netroot/kernel-options",
                                                "netroot/sanboot/method", "netroot/sanboot/dhcp",
                                                "netroot/sanboot/publish"};

// All that a plan refers to, alive as long as it.
struct BootableSession {
  ProcessRunner runner;
  std::optional<BootableInputs> inputs;
};

Outcome begin(BootableSession& session, const Options& options, const RawAnswers& raw) {
  auto answers = to_answers(raw);
  if (!answers)
    return tl::unexpected(answers.error());
  auto disk = load_attached_disk(options.root);
  if (!disk)
    return tl::unexpected(disk.error());
  auto target = RootDir::target(options.root.at("/target"));
  if (!target)
    return tl::unexpected(target.error());
  session.inputs.emplace(BootableInputs{options.root, *target, session.runner, *answers, *disk});
  return {};
}

Outcome make_bootable(const Options& options, const RawAnswers& raw, Progress& progress) {
  BootableSession session;
  if (auto begun = begin(session, options, raw); !begun)
    return begun;
  session.inputs->progress = &progress;
  // The checks that are shown afterwards must be this run's.
  const BootableStage stage = *bootable_stage(options.stage);
  if (stage == BootableStage::Boot && !options.dry_run)
    if (auto forgotten = bootable::forget_checks(options.root); !forgotten)
      return forgotten;
  auto plan = plan_bootable(*session.inputs, stage);
  if (!plan)
    return tl::unexpected(plan.error());
  if (!options.dry_run)
    return carry_out(*plan, work_title, progress);
  auto text = describe(*plan);
  return text ? print(*text) : Outcome(tl::unexpected(text.error()));
}

Outcome unasked(const Options& options, Front& front) {
  auto raw = front.own_answers();
  return raw ? make_bootable(options, *raw, front.progress())
             : Outcome(tl::unexpected(raw.error()));
}

// A target that was preseeded speaks for an installation that nobody watches: then the screens
// without a question are left out.
bool needs_a_person(const tui::AnswerBook& book) {
  for (const std::string& question : own_questions)
    if (book.is_asked(question, tui::Priority::Medium))
      return true;
  return !book.is_given("netroot/target") &&
         book.is_asked("netroot/bootable/summary", tui::Priority::High);
}

// What a wizard without debconf cannot ask itself.
Outcome keep_what_debconf_knows(const Options& options, const tui::AnswerBook& book) {
  BootableSession session;
  if (auto begun = begin(session, options, wizard::own_answers(book)); !begun)
    return begun;
  return bootable::keep_user_parameters(*session.inputs);
}

// How a dialog is held, by its name.
using Hold = std::function<Outcome(const std::string& name, const Dialog&, tui::AnswerBook&)>;

// Work counts as done only behind questions whose outcome has not been forgotten.
Outcome forget_older_work(const Options& options) {
  return session_of(options, "bootable").has_ended() ? Outcome{}
                                                     : session_of(options, "work").forget();
}

// Not again when the installer has lost its front end since, with the terminal of the checks.
Outcome work_once(const Options& options, Progress& progress, tui::AnswerBook& book) {
  tui::Session work = session_of(options, "work");
  if (work.has_ended())
    return work.end(book);
  if (auto kept = wizard::append_bootable_answers(options.root, book); !kept)
    log::warning(kept.error().text());
  Outcome worked = make_bootable(options, wizard::own_answers(book), progress);
  if (auto noted = work.finish(book, worked); !noted)
    log::warning(noted.error().text());
  return worked;
}

// The checks are shown of work that failed, too; the work's outcome counts.
Outcome work_and_show(const Options& options, Progress& progress, const Hold& hold,
                      tui::AnswerBook& book) {
  Outcome worked = work_once(options, progress, book);
  auto checks = bootable::load_checks(options.root);
  if (!checks || checks->empty())
    return worked; // it did not come to them: no terminal for nothing
  auto shown = hold("checks", checks_dialog(options), book);
  if (!shown && shown.error().kind != Error::Kind::GoBack)
    log::warning(shown.error().text());
  return worked;
}

Outcome ask_in_phases(const Options& options, Front& front) {
  auto before = front.book({});
  if (!before)
    return tl::unexpected(before.error());
  if (!needs_a_person(*before))
    return unasked(options, front);
  if (auto kept = keep_what_debconf_knows(options, *before); !kept)
    return kept;
  if (auto forgotten = forget_older_work(options); !forgotten)
    return forgotten;
  tui::AnswerBook book = *before;
  Hold hold = [&](const std::string& name, const Dialog& dialog, tui::AnswerBook& answers) {
    return hold_from_menu(options, front, name, title, dialog, answers);
  };
  auto asked = hold("bootable", bootable_dialog(options), book);
  auto taken = front.take(*before, book);
  if (!asked)
    return asked;
  return taken ? work_and_show(options, front.progress(), hold, book) : taken;
}

Outcome ask_from_menu(const Options& options, Front& front) {
  Outcome outcome = ask_in_phases(options, front);
  if (!outcome && outcome.error().kind != Error::Kind::GoBack)
    reset_wrong_answers(*front.debconf(), own_questions);
  dialogs_are_over(options, front, {"bootable", "work", "checks"});
  return outcome;
}

Outcome ask_on_terminal(const Options& options, Front& front) {
  auto words = tui::Words::built_in(language());
  auto book = book_of_defaults(words);
  if (auto forgotten = forget_older_work(options); !forgotten)
    return forgotten;
  Hold hold = [&](const std::string&, const Dialog& dialog, tui::AnswerBook& answers) {
    return hold_on_terminal(words, dialog, answers);
  };
  if (auto asked = hold("bootable", bootable_dialog(options), book); !asked)
    return asked;
  return options.dry_run ? make_bootable(options, wizard::own_answers(book), front.progress())
                         : work_and_show(options, front.progress(), hold, book);
}

using Show = Outcome (*)(tui::BootableMachine&, tui::Asker&, tui::AnswerBook&);

Dialog dialog_of(const Options& options, Show show) {
  return [options, show](tui::Asker& asker, tui::AnswerBook& book) -> Outcome {
    BootableSession session;
    if (auto begun = begin(session, options, wizard::own_answers(book)); !begun)
      return begun;
    wizard::BootableMachine machine(*session.inputs);
    return show(machine, asker, book);
  };
}

} // namespace

Dialog bootable_dialog(const Options& options) {
  return dialog_of(options, tui::run_bootable_wizard);
}

Dialog checks_dialog(const Options& options) {
  return dialog_of(options, tui::show_bootable_result);
}

Outcome run_bootable(const Options& options, Front& front) {
  const bool is_item = options.stage == "boot";
  if (is_item && front.debconf() && !options.dry_run && !is_noninteractive())
    return ask_from_menu(options, front);
  if (is_item && !front.debconf() && is_on_a_terminal(options))
    return ask_on_terminal(options, front);
  return unasked(options, front);
}

} // namespace netroot
