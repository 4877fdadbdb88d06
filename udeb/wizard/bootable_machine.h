// SPDX-License-Identifier: GPL-2.0-or-later
// The machine behind the dialog "Make the network disk bootable". Needs no debconf: what a plan
// asks of it has been kept by keep_user_parameters() (udeb/bootable/kernel_options.h).
#pragma once
#include "tui/bootable_machine.h"
#include "udeb/bootable/plan.h"

namespace netroot::wizard {

class BootableMachine : public tui::BootableMachine {
public:
  // `inputs.answers` do not count: the books have all answers.
  explicit BootableMachine(const BootableInputs& inputs) : inputs_(inputs) {}

  std::string refuse(const std::string& question, const std::string& value) override;
  tui::Work plan(const tui::AnswerBook& book, std::vector<std::string>& steps) override;
  Result<std::vector<tui::BootCheck>> checks() override;
  Result<Report> report(const tui::AnswerBook& book) override;

private:
  Result<BootableInputs> inputs_with(const tui::AnswerBook& book) const;
  BootableInputs inputs_;
};

} // namespace netroot::wizard
