// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/attach_wizard.h"
#include "tui/attach_states.h"

namespace netroot::tui {

using State = AttachState;
using Step = Turn<AttachState>;

Question AttachWizard::question(const std::string& name, Priority priority) {
  Question question;
  question.name = name;
  question.priority = priority;
  question.refuse = [this, name](const std::string& value) { return machine_.refuse(name, value); };
  return question;
}

Result<Step> AttachWizard::ask_string(const std::string& name, Priority priority, State next) {
  if (!book_.is_asked(name, priority))
    return Step::to(next);
  std::string value = book_.get(name);
  auto move = asker_.ask_string(question(name, priority), value);
  if (!move)
    return tl::unexpected(move.error());
  if (*move == Move::Next)
    book_.set(name, value);
  return Step::after(*move, next);
}

Result<Step> AttachWizard::ask_boolean(const Question& asked, State next) {
  bool value = book_.is_true(asked.name);
  auto move = asker_.ask_boolean(asked, value);
  if (!move)
    return tl::unexpected(move.error());
  if (*move == Move::Next)
    book_.set(asked.name, value ? "true" : "false");
  return Step::after(*move, next);
}

// A step that failed is tried again as often as a person likes; what it needs may be on its way.
Result<Step> AttachWizard::work_or_retry(const Question& title, const Work& work, State here,
                                         State next) {
  auto outcome = asker_.work(title, work);
  if (outcome)
    return Step::to(next);
  if (outcome.error().kind == Error::Kind::GoBack)
    return Step::backwards();
  Question retry{"netroot/retry",
                 Priority::Critical,
                 {{"WHAT", outcome.error().what}, {"HINT", outcome.error().hint}}};
  bool again = true;
  auto move = asker_.ask_boolean(retry, again);
  if (!move)
    return tl::unexpected(move.error());
  return *move == Move::Next && again ? Step::to(here) : Step::backwards();
}

Result<Step> AttachWizard::welcome() {
  constexpr char name[] = "netroot/attach";
  if (!book_.is_asked(name, Priority::High))
    return Step::to(book_.is_true(name) ? State::Links : State::Decline);
  auto step = ask_boolean(question(name, Priority::High), State::Links);
  if (!step || step->back || book_.is_true(name))
    return step;
  return Step{State::Decline, false, true};
}

Result<Step> AttachWizard::decline() {
  return work_or_retry({"netroot/work/undo"}, machine_.take_back(book_), State::Decline,
                       State::End);
}

Result<Step> AttachWizard::turn(State state) {
  switch (state) {
  case State::Welcome:
    return welcome();
  case State::Decline:
    return decline();
  case State::Links:
    return links();
  case State::ModuleSource:
    return module_source();
  case State::ModulePath:
    return module_path();
  case State::ModuleUrl:
    return module_url();
  case State::ModuleSha256:
    return module_sha256();
  case State::ModuleUnchecked:
    return module_unchecked();
  case State::Timeout:
    return timeout();
  case State::LoadDriver:
    return load_driver();
  case State::RaiseLinks:
    return raise_links();
  case State::Targets:
    return targets();
  case State::Inspect:
    return inspect();
  case State::Overwrite:
    return overwrite();
  case State::Takeover:
    return takeover();
  case State::Alias:
    return alias();
  case State::Summary:
    return summary();
  case State::Attach:
    return attach();
  case State::Report:
    return report();
  case State::End:
    break;
  }
  return Step::to(State::End);
}

Outcome run_attach_wizard(AttachMachine& machine, Asker& asker, AnswerBook& book) {
  AttachWizard wizard(machine, asker, book);
  return walk(State::Welcome, State::End, [&](State state) { return wizard.turn(state); });
}

} // namespace netroot::tui
