// SPDX-License-Identifier: GPL-2.0-or-later
// What the dialog "Make the network disk bootable" asks of the machine. Implemented by udeb/wizard;
// a test plays it. What may take longer than a tenth of a second is Work.
#pragma once
#include "tui/asker.h"

namespace netroot::tui {

// One of the checks before the reboot.
struct BootCheck {
  // Blocking: the next boot fails. Warning: it works, but something is to be seen to.
  enum class Level { Passed, Warning, Blocking };
  Level level = Level::Passed;
  std::string name; // what was looked at, in a few words
  std::string text; // what was seen
  std::string hint; // what to do; empty when passed
};

class BootableMachine {
public:
  virtual ~BootableMachine() = default;

  // Why a value of one of netroot's questions cannot be taken; empty: it can.
  virtual std::string refuse(const std::string& question, const std::string& value) = 0;
  // Puts into `steps` what will be done with these answers, one line each, those done already
  // marked. Looks into packages and initrds, which takes seconds. Error: why the system cannot be
  // made bootable so.
  virtual Work plan(const AnswerBook& book, std::vector<std::string>& steps) = 0;

  // The checks that ended the work, empty when it did not come to them.
  virtual Result<std::vector<BootCheck>> checks() = 0;
  struct Report {
    std::string sanboot;      // the lines for the chosen way of sanboot
    std::string sanboot_path; // where the files were saved
    std::string published;    // a sentence with the server's answer; empty: nothing to publish
  };
  virtual Result<Report> report(const AnswerBook& book) = 0;
};

} // namespace netroot::tui
