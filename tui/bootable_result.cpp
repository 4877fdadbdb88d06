// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/bootable_wizard.h"
#include "tui/state_machine.h"
#include <algorithm>

namespace netroot::tui {
namespace {

constexpr char checks_name[] = "netroot/checks";
constexpr char result_name[] = "netroot/bootable/result";

const char* word_of(BootCheck::Level level) {
  return level == BootCheck::Level::Passed    ? "passed"
         : level == BootCheck::Level::Warning ? "warning"
                                              : "blocking";
}

// The text again among the details: in its column it may be cut off.
Choice row_of(const BootCheck& check, size_t number) {
  Choice row{
      std::to_string(number), {word_of(check.level), check.name, check.text}, {check.text}, {}};
  if (!check.hint.empty())
    row.details.push_back(check.hint);
  return row;
}

// What needs a person comes first, each kind in the order of the looking.
FixedList list_of(std::vector<BootCheck> checks) {
  std::stable_sort(checks.begin(), checks.end(),
                   [](const auto& a, const auto& b) { return a.level > b.level; });
  std::vector<Choice> rows;
  for (const BootCheck& check : checks)
    rows.push_back(row_of(check, rows.size()));
  return FixedList(std::move(rows));
}

bool has_blocking(const std::vector<BootCheck>& checks) {
  return std::any_of(checks.begin(), checks.end(), [](const BootCheck& check) {
    return check.level == BootCheck::Level::Blocking;
  });
}

enum class State { Checks, Result, End };
using Step = Turn<State>;

class ResultDialog {
public:
  ResultDialog(BootableMachine& machine, Asker& asker, AnswerBook& book,
               std::vector<BootCheck> checks)
      : machine_(machine), asker_(asker), book_(book), checks_(std::move(checks)) {}
  Result<Step> turn(State state) { return state == State::Checks ? show_checks() : show_result(); }

private:
  Result<Step> show_checks();
  Result<Step> show_result();

  BootableMachine& machine_;
  Asker& asker_;
  AnswerBook& book_;
  std::vector<BootCheck> checks_;
};

Result<Step> ResultDialog::show_checks() {
  State next = has_blocking(checks_) ? State::End : State::Result;
  if (!book_.is_asked(checks_name, Priority::High))
    return Step::to(next);
  FixedList list = list_of(checks_);
  auto move = asker_.show_list({checks_name}, list);
  return move ? Step::after(*move, next) : Result<Step>(tl::unexpected(move.error()));
}

Result<Step> ResultDialog::show_result() {
  if (!book_.is_asked(result_name, Priority::High))
    return Step::to(State::End);
  auto report = machine_.report(book_);
  if (!report)
    return tl::unexpected(report.error());
  auto move = asker_.tell({result_name,
                           Priority::High,
                           {{"SANBOOT", report->sanboot},
                            {"SANBOOT_PATH", report->sanboot_path},
                            {"PUBLISHED", report->published}}});
  return move ? Step::after(*move, State::End) : Result<Step>(tl::unexpected(move.error()));
}

} // namespace

Outcome show_bootable_result(BootableMachine& machine, Asker& asker, AnswerBook& book) {
  auto checks = machine.checks();
  if (!checks)
    return tl::unexpected(checks.error());
  ResultDialog dialog(machine, asker, book, *checks);
  return walk(checks->empty() ? State::End : State::Checks, State::End,
              [&](State state) { return dialog.turn(state); });
}

} // namespace netroot::tui
