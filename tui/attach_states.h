// SPDX-License-Identifier: GPL-2.0-or-later
// The states of the dialog "Attach a network disk"; attach_wizard.h is what others call.
#pragma once
#include "tui/attach_machine.h"
#include "tui/state_machine.h"

namespace netroot::tui {

enum class AttachState {
  Welcome,
  Decline,
  Links,
  ModuleSource,
  ModulePath,
  ModuleUrl,
  ModuleSha256,
  ModuleUnchecked,
  Timeout,
  LoadDriver,
  RaiseLinks,
  Targets,
  Inspect,
  Overwrite,
  Takeover,
  Alias,
  Summary,
  Attach,
  Report,
  End
};
class AttachWizard {
public:
  using State = AttachState;
  using Step = Turn<State>;

  AttachWizard(AttachMachine& machine, Asker& asker, AnswerBook& book)
      : machine_(machine), asker_(asker), book_(book) {}
  Result<Step> turn(State state);

private:
  Result<Step> welcome();
  Result<Step> decline();
  Result<Step> links();
  Result<Step> module_source();
  Result<Step> module_path();
  Result<Step> module_url();
  Result<Step> module_sha256();
  Result<Step> module_unchecked();
  Result<Step> timeout();
  Result<Step> load_driver();
  Result<Step> raise_links();
  Result<Step> targets();
  Result<Step> inspect();
  Result<Step> overwrite();
  Result<Step> takeover();
  Result<Step> alias();
  Result<Step> summary();
  Result<Step> attach();
  Result<Step> report();

  Result<Step> ask_string(const std::string& name, Priority priority, State next);
  Result<Step> ask_boolean(const Question& question, State next);
  Result<Step> work_or_retry(const Question& question, const Work& work, State here, State next);
  Result<Step> tell_and_ask_source(const Error& error);
  State after_source() const;
  Question question(const std::string& name, Priority priority);
  Priority module_priority() const { return driver_failed_ ? Priority::High : Priority::Low; }

  AttachMachine& machine_;
  Asker& asker_;
  AnswerBook& book_;
  bool driver_failed_ = false;        // no source had it: now the source has to be asked
  std::vector<std::string> contents_; // of the chosen target
};

} // namespace netroot::tui
