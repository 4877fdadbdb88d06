// SPDX-License-Identifier: GPL-2.0-or-later
// Lists of a DebconfAsker: each showing is a picture of the rows as they are; the answer is looked
// up in the rows as they are then.
#include "system/interrupt.h"
#include "system/text.h"
#include "tui/choices.h"
#include "tui/debconf_asker.h"
#include <algorithm>
#include <chrono>
#include <thread>

namespace netroot::tui {
namespace {

constexpr char look_again[] = "look again"; // no key has a blank

bool may_change(const ChoiceList& list) {
  return dynamic_cast<const FixedList*>(&list) == nullptr;
}

// What is shown here does not change before the next question: a list that has just begun to look
// is given a moment, and the end of a change awaited.
void let_settle(ChoiceList& list, std::chrono::milliseconds quiet) {
  using std::chrono::steady_clock;
  constexpr std::chrono::milliseconds step{50}, longest{3000};
  const auto give_up = steady_clock::now() + longest;
  auto rows = list.now();
  for (auto since = steady_clock::now();
       steady_clock::now() < std::min(since + quiet, give_up) && !was_interrupted();) {
    std::this_thread::sleep_for(step);
    if (auto now = list.now(); now != rows) {
      rows = now;
      since = steady_clock::now();
    }
  }
}

// "e0.0: 4.0 GiB, QEMU HARDDISK, ens3": the cells that say something, in one line.
std::string line_of(const Choice& row) {
  std::vector<std::string> cells;
  for (const std::string& cell : row.columns)
    if (!trim(cell).empty())
      cells.emplace_back(trim(cell));
  if (cells.empty())
    return row.key;
  std::string name = cells.front();
  cells.erase(cells.begin());
  return cells.empty() ? name : name + ": " + join(cells, ", ");
}

const Choice* find_row(const std::vector<Choice>& rows, const std::string& key) {
  auto row = std::find_if(rows.begin(), rows.end(), [&](const Choice& r) { return r.key == key; });
  return row == rows.end() ? nullptr : &*row;
}

// What is marked at first, of what is there. Where nothing can be chosen yet, "look again".
std::string first_marks(const std::vector<Choice>& rows, const std::vector<std::string>& keys) {
  std::vector<std::string> marks;
  for (const std::string& key : keys)
    if (find_row(rows, key))
      marks.push_back(key);
  return rows.empty() ? look_again : join_choices(marks);
}

// Takes "look again" off the answer; true when it was there.
bool take_look_again(std::vector<std::string>& keys) {
  auto again = std::find(keys.begin(), keys.end(), look_again);
  if (again == keys.end())
    return false;
  keys.erase(again);
  return true;
}

// What was refused must not be what Enter chooses next.
void forget_refused(const std::vector<Choice>& rows, std::vector<std::string>& keys) {
  keys.erase(std::remove_if(keys.begin(), keys.end(),
                            [&](const std::string& key) {
                              const Choice* row = find_row(rows, key);
                              return !row || !row->refusal.empty();
                            }),
             keys.end());
}

// A line for each row and each of its details; a detail that is in the row as well only once.
std::string rows_text(const std::vector<Choice>& rows) {
  std::string text;
  for (const Choice& row : rows) {
    text += (text.empty() ? "" : "\n") + line_of(row);
    for (const std::string& detail : row.details)
      if (std::find(row.columns.begin(), row.columns.end(), detail) == row.columns.end())
        text += "\n  " + detail;
  }
  return text;
}

} // namespace

Result<DebconfAsker::Shown> DebconfAsker::ask_rows(const Question& question, ChoiceList& list,
                                                   std::vector<std::string>& keys) {
  std::string name = question.name + "/list";
  if (may_change(list) && settle_.count() > 0)
    let_settle(list, settle_);
  auto rows = list.now();
  std::vector<std::string> lines, answers;
  for (const Choice& row : *rows) {
    lines.push_back(line_of(row));
    answers.push_back(row.key);
  }
  if (may_change(list)) {
    auto again = word("netroot/look-again");
    if (!again)
      return tl::unexpected(again.error());
    std::string status = list.status();
    lines.push_back(status.empty() ? *again : *again + " (" + status + ")");
    answers.emplace_back(look_again);
  }
  Question filled = question;
  filled.variables["CHOICES"] = join_choices(lines);
  filled.variables["CHOICES_C"] = join_choices(answers);
  std::string marks = first_marks(*rows, keys);
  auto shown = ask(name, filled, marks);
  if (shown && *shown != Shown::Back)
    keys = split_choices(marks);
  return shown;
}

// Empty: all of them can be taken.
Result<std::string> DebconfAsker::why_refused(ChoiceList& list,
                                              const std::vector<std::string>& keys) {
  if (keys.empty())
    return word("netroot/list/none-selected");
  auto rows = list.now();
  for (const std::string& key : keys) {
    const Choice* row = find_row(*rows, key);
    if (row && !row->refusal.empty())
      return row->refusal;
    if (row)
      continue;
    if (auto done = debconf_.substitute("netroot/screen/vanished", "NAME", key); !done)
      return tl::unexpected(done.error());
    return word("netroot/screen/vanished");
  }
  return std::string();
}

Result<Move> DebconfAsker::choose(const Question& question, ChoiceList& list,
                                  std::vector<std::string>& keys) {
  for (;;) {
    const auto before = keys;
    auto chosen = keys;
    auto shown = ask_rows(question, list, chosen);
    if (!shown)
      return tl::unexpected(shown.error());
    if (*shown == Shown::Back)
      return Move::Back;
    bool again = take_look_again(chosen);
    if (!again || !chosen.empty())
      keys = chosen; // else the cursor stays where it was
    if (again && *shown == Shown::Yes)
      continue;
    auto reason = why_refused(list, chosen);
    if (!reason)
      return tl::unexpected(reason.error());
    if (reason->empty() && question.refuse)
      *reason = question.refuse(join(keys, " "));
    if (reason->empty())
      return Move::Next;
    if (*shown == Shown::Skipped)
      return failure("nothing can be chosen for " + question.name + ": " + *reason);
    if (auto said = say_refused(*reason); !said)
      return tl::unexpected(said.error());
    keys = before;
    forget_refused(*list.now(), keys);
  }
}

Result<Move> DebconfAsker::choose_one(const Question& question, ChoiceList& list,
                                      std::string& key) {
  std::vector<std::string> keys;
  if (!key.empty())
    keys.push_back(key);
  auto moved = choose(question, list, keys);
  if (moved && *moved == Move::Next)
    key = keys.front();
  return moved;
}

Result<Move> DebconfAsker::choose_some(const Question& question, ChoiceList& list,
                                       std::vector<std::string>& keys) {
  std::vector<std::string> marked = keys;
  auto moved = choose(question, list, marked);
  if (moved && *moved == Move::Next)
    keys = marked;
  return moved;
}

Result<Move> DebconfAsker::show_list(const Question& question, ChoiceList& list) {
  Question filled = question;
  filled.variables["ROWS"] = rows_text(*list.now());
  return tell(filled);
}

} // namespace netroot::tui
