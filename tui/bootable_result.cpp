// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/bootable_wizard.h"
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

class ResultDialog {
public:
  ResultDialog(BootableMachine& machine, Asker& asker, AnswerBook& book)
      : machine_(machine), asker_(asker), book_(book) {}
  Outcome run();

private:
  Result<Move> show_checks(const std::vector<BootCheck>& checks);
  Result<Move> show_result();
  bool shows_checks() const { return book_.is_asked(checks_name, Priority::High); }

  BootableMachine& machine_;
  Asker& asker_;
  AnswerBook& book_;
};

Result<Move> ResultDialog::show_checks(const std::vector<BootCheck>& checks) {
  if (!shows_checks())
    return Move::Next;
  FixedList list = list_of(checks);
  return asker_.show_list({checks_name}, list);
}

Result<Move> ResultDialog::show_result() {
  if (!book_.is_asked(result_name, Priority::High))
    return Move::Next;
  auto report = machine_.report(book_);
  if (!report)
    return tl::unexpected(report.error());
  return asker_.tell({result_name,
                      Priority::High,
                      {{"SANBOOT", report->sanboot},
                       {"SANBOOT_PATH", report->sanboot_path},
                       {"PUBLISHED", report->published}}});
}

Outcome ResultDialog::run() {
  auto checks = machine_.checks();
  if (!checks)
    return tl::unexpected(checks.error());
  for (; !checks->empty();) {
    auto seen = show_checks(*checks);
    if (!seen || *seen == Move::Back)
      return seen ? go_back() : tl::unexpected(seen.error());
    if (has_blocking(*checks))
      return {};
    auto told = show_result();
    if (!told)
      return tl::unexpected(told.error());
    if (*told == Move::Next)
      return {};
    if (!shows_checks())
      return go_back();
  }
  return {};
}

} // namespace

Outcome show_bootable_result(BootableMachine& machine, Asker& asker, AnswerBook& book) {
  return ResultDialog(machine, asker, book).run();
}

} // namespace netroot::tui
