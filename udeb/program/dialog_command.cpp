// SPDX-License-Identifier: GPL-2.0-or-later
// `netroot attach` with a person in front of it: from the menu item, or on a terminal of one's own.
#include "tui/attach_wizard.h"
#include "tui/session.h"
#include "udeb/attach/attach_proposal.h"
#include "udeb/program/attach_session.h"
#include "udeb/program/commands.h"
#include "udeb/program/dialog.h"
#include "udeb/wizard/machine.h"

namespace netroot {
namespace {

// Whether one of the questions that come before any work would be put.
bool needs_a_person(const tui::AnswerBook& book) {
  using tui::Priority;
  if (book.is_asked("netroot/attach", Priority::High))
    return true;
  return book.is_true("netroot/attach") && book.is_asked("netroot/target", Priority::High);
}

// `questions` may be null: then the installer's are kept in the book.
Dialog attach_dialog(const Options& options, InstallerQuestions* questions) {
  return [options, questions](tui::Asker& asker, tui::AnswerBook& book) {
    BookQuestions kept(book);
    MachineRunner runner(options.root);
    wizard::Machine machine({options.root, runner, questions ? questions : &kept, options.dry_run});
    return tui::run_attach_wizard(machine, asker, book);
  };
}

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

tui::AnswerBook book_of_a_terminal(const tui::Words& words) {
  tui::AnswerBook book;
  for (std::string_view name : known_questions())
    book.set(std::string(name), words.of(std::string(name)).default_value);
  book.set("netroot/attach", "true");
  book.threshold =
      tui::parse_priority(environment("DEBIAN_PRIORITY")).value_or(tui::Priority::High);
  return book;
}

Outcome attach_from_menu(const Options& options, Front& front) {
  MachineRunner runner(options.root);
  AttachProposal proposal(options.root, runner, *front.debconf());
  if (options.dry_run) {
    auto wanted = proposal.foresee();
    return wanted ? attach_unasked(options, front, *wanted)
                  : Outcome(tl::unexpected(wanted.error()));
  }
  if (auto made = proposal.make(); !made)
    return made;
  return is_noninteractive() ? attach_unasked(options, front) : ask_from_menu(options, front);
}

} // namespace

Outcome run_attach(const Options& options, Front& front) {
  if (front.debconf())
    return attach_from_menu(options, front);
  if (!is_on_a_terminal(options))
    return attach_unasked(options, front);
  auto words = tui::Words::built_in(environment("LANG"));
  auto book = book_of_a_terminal(words);
  return hold_on_terminal(words, attach_dialog(options, nullptr), book);
}

Outcome run_wizard(const Options& options) {
  tui::Session session(options.root, options.session);
  auto book = session.book();
  if (!book)
    return tl::unexpected(book.error());
  auto words = session.words();
  if (!words)
    return tl::unexpected(words.error());
  return session.finish(*book, hold_on_terminal(*words, attach_dialog(options, nullptr), *book));
}

} // namespace netroot
