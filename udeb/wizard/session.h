// SPDX-License-Identifier: GPL-2.0-or-later
// An attach job with all it refers to, made from an answer book.
#pragma once
#include "tui/answer_book.h"
#include "udeb/wizard/machine.h"

namespace netroot::wizard {

// Our questions, and the installer's that tell where its mirror is.
RawAnswers own_answers(const tui::AnswerBook& book);
RawAnswers mirror_answers(const tui::AnswerBook& book);

// What a job is made of, copied out of the book.
struct Wanted {
  Answers answers;
  RawAnswers mirror;
};
// Error (Usage): an answer that cannot be taken.
Result<Wanted> wanted(const tui::AnswerBook& book);

class Session {
public:
  // `inputs` and `progress` outlive it.
  static Result<std::unique_ptr<Session>> open(const MachineInputs& inputs, const Wanted& wanted,
                                               Progress& progress);
  AttachJob& job() { return job_; }

private:
  Session(std::unique_ptr<Kernel> kernel, const MachineInputs& inputs, const Wanted& wanted,
          Progress& progress);
  std::unique_ptr<Kernel> kernel_;
  AttachJob job_;
};

} // namespace netroot::wizard
