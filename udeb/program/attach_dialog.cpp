// SPDX-License-Identifier: GPL-2.0-or-later
// `netroot attach` with a person in front of it: from the menu item, or on a terminal of one's own.
#include "system/log.h"
#include "tui/attach_wizard.h"
#include "udeb/attach/attach_proposal.h"
#include "udeb/program/attach_session.h"
#include "udeb/program/commands.h"
#include "udeb/program/dialog.h"
#include "udeb/wizard/machine.h"
#include "udeb/wizard/preseed_export.h"

namespace netroot {
namespace {

// Whether one of the questions that come before any work would be put.
bool needs_a_person(const tui::AnswerBook& book) {
  using tui::Priority;
  if (book.is_asked("netroot/attach", Priority::High))
    return true;
  return book.is_true("netroot/attach") && book.is_asked("netroot/target", Priority::High);
}

} // namespace

Dialog attach_dialog(const Options& options, InstallerQuestions* questions) {
  return [options, questions](tui::Asker& asker, tui::AnswerBook& book) {
    BookQuestions kept(book);
    InstallerQuestions* asked = questions;
    if (asked == nullptr && options.subcommand == Subcommand::Wizard)
      asked = &kept; // the menu item sets in debconf what is kept here
    MachineRunner runner(options.root);
    wizard::MachineInputs inputs{options.root, runner, asked, options.dry_run};
    inputs.open_wire = open_wire_of(options.root);
    wizard::Machine machine(std::move(inputs));
    return tui::run_attach_wizard(machine, asker, book);
  };
}

namespace {

Outcome ask_from_menu(const Options& options, Front& front) {
  std::vector<std::string> others = mirror_questions();
  others.emplace_back(partman_disk_question);
  auto before = front.book(others);
  if (!before)
    return tl::unexpected(before.error());
  if (!needs_a_person(*before))
    return attach_unasked(options, front);
  tui::AnswerBook book = *before;
  DebconfQuestions questions(*front.debconf());
  Outcome outcome = hold_from_menu(options, front, "attach", "debian-installer/netroot-disk/title",
                                   attach_dialog(options, &questions), book);
  // What was answered before going back stays as the next run's defaults.
  auto taken = front.take(*before, book);
  return outcome ? taken : outcome;
}

// What was preseeded did not do; a person who chooses the menu item again is asked.
void ask_again_next_time(tui::Debconf& debconf) {
  std::vector<std::string> questions = {"netroot/target-map", "netroot/takeover"};
  for (const wizard::PreseedQuestion& question : wizard::attach_questions())
    questions.push_back(question.name);
  reset_wrong_answers(debconf, questions);
  for (const std::string& question : questions)
    if (auto fresh = debconf.set_seen(question, false); !fresh)
      log::warning(fresh.error().text());
}

Outcome attach_from_menu(const Options& options, Front& front) {
  MachineRunner runner(options.root);
  AttachProposal proposal(options.root, runner, *front.debconf());
  if (options.dry_run) {
    auto wanted = proposal.foresee();
    return wanted ? attach_unasked(options, front, *wanted)
                  : Outcome(tl::unexpected(wanted.error()));
  }
  if (auto made = proposal.make(); !made) {
    ask_again_next_time(*front.debconf());
    return made;
  }
  auto outcome =
      is_noninteractive() ? attach_unasked(options, front) : ask_from_menu(options, front);
  dialogs_are_over(options, front, {"attach"});
  if (!outcome && outcome.error().kind != Error::Kind::GoBack)
    ask_again_next_time(*front.debconf());
  return outcome;
}

} // namespace

Outcome run_attach(const Options& options, Front& front) {
  if (front.debconf())
    return attach_from_menu(options, front);
  if (!is_on_a_terminal(options))
    return attach_unasked(options, front);
  auto words = tui::Words::built_in(language());
  auto book = book_of_defaults(words);
  book.set("netroot/attach", "true");
  return hold_on_terminal(words, attach_dialog(options, nullptr), book);
}

} // namespace netroot
