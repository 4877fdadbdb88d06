// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/session.h"

namespace netroot::wizard {
namespace {

template <class Names> RawAnswers values_of(const tui::AnswerBook& book, const Names& names) {
  RawAnswers values;
  for (const auto& name : names) {
    const std::string question(name);
    if (const std::string value = book.get(question); !value.empty())
      values[question] = value;
  }
  return values;
}

} // namespace

RawAnswers own_answers(const tui::AnswerBook& book) {
  return values_of(book, known_questions());
}

RawAnswers mirror_answers(const tui::AnswerBook& book) {
  return values_of(book, mirror_questions());
}

Result<Wanted> wanted(const tui::AnswerBook& book) {
  auto answers = to_answers(own_answers(book));
  if (!answers)
    return tl::unexpected(answers.error());
  return Wanted{*answers, mirror_answers(book)};
}

Result<std::unique_ptr<Session>> Session::open(const MachineInputs& inputs, const Wanted& wanted,
                                               Progress& progress) {
  auto kernel = open_kernel(inputs.root);
  if (!kernel)
    return tl::unexpected(kernel.error());
  return std::unique_ptr<Session>(new Session(std::move(*kernel), inputs, wanted, progress));
}

Session::Session(std::unique_ptr<Kernel> kernel, const MachineInputs& inputs, const Wanted& wanted,
                 Progress& progress)
    : kernel_(std::move(kernel)),
      job_{inputs.root,
           inputs.runner,
           *kernel_,
           progress,
           wanted.answers,
           module_sources(wanted.answers, wanted.mirror, inputs.root),
           inputs.questions,
           std::nullopt,
           [probe = inputs.probe](const RootDir& root, const TargetName& target, DiskLook& look) {
             return DiskReader(probe).look_at(root.at(target.device()).string(), look);
           },
           inputs.open_wire} {}

} // namespace netroot::wizard
