// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/debconf_asker.h"
#include "system/interrupt.h"
#include "tui/progress.h"

namespace netroot::tui {
namespace {

constexpr int invisible = 30; // INPUT's answer for a question below the priority

} // namespace

Outcome DebconfAsker::substitute_all(const std::string& name, const Question& question) {
  for (const auto& [variable, value] : question.variables)
    if (auto done = debconf_.substitute(name, variable, value); !done)
      return done;
  return {};
}

// No GO for a question that is not shown: debconf would answer as to the question before.
Result<DebconfAsker::Shown> DebconfAsker::show(const std::string& name, const Question& question) {
  if (auto done = substitute_all(name, question); !done)
    return tl::unexpected(done.error());
  if (auto fresh = debconf_.set_seen(name, false); !fresh)
    return tl::unexpected(fresh.error());
  auto input = debconf_.ask("INPUT " + std::string(word_of(question.priority)) + " " + name);
  if (!input)
    return tl::unexpected(input.error());
  if (input->status == invisible) {
    auto forgot = debconf_.ask("CLEAR");
    return forgot ? Result<Shown>(Shown::Skipped) : tl::unexpected(forgot.error());
  }
  if (input->status != 0)
    return failure("debconf cannot ask " + name + ": " + input->text);
  auto went = debconf_.ask("GO");
  if (!went)
    return tl::unexpected(went.error());
  if (went->status != 0 && went->status != invisible)
    return failure("debconf could not ask " + name + ": " + went->text);
  return went->status == 0 ? Shown::Yes : Shown::Back;
}

Result<DebconfAsker::Shown> DebconfAsker::ask(const std::string& name, const Question& question,
                                              std::string& value) {
  if (auto set = debconf_.set(name, value); !set)
    return tl::unexpected(set.error());
  auto shown = show(name, question);
  if (!shown || *shown == Shown::Back)
    return shown;
  auto answer = debconf_.get(name);
  if (!answer)
    return tl::unexpected(answer.error());
  value = *answer;
  return shown;
}

// What was refused is in debconf already; the next run must not take it for an answer.
Result<Move> DebconfAsker::leave(const Question& question, const std::string& before,
                                 std::string& value) {
  if (value != before)
    if (auto put_back = debconf_.set(question.name, before); !put_back)
      return tl::unexpected(put_back.error());
  value = before;
  return Move::Back;
}

Result<Move> DebconfAsker::ask_until_taken(const Question& question, std::string& value) {
  const std::string before = value;
  for (;;) {
    auto shown = ask(question.name, question, value);
    if (!shown)
      return tl::unexpected(shown.error());
    if (*shown == Shown::Back)
      return leave(question, before, value);
    std::string reason = question.refuse ? question.refuse(value) : std::string();
    if (reason.empty())
      return Move::Next;
    if (*shown == Shown::Skipped)
      return failure(question.name + " cannot be \"" + value + "\": " + reason);
    if (auto said = say_refused(reason); !said)
      return tl::unexpected(said.error());
  }
}

Outcome DebconfAsker::say_refused(const std::string& reason) {
  auto shown =
      show("netroot/refused", {"netroot/refused", Priority::Critical, {{"REASON", reason}}});
  return shown ? Outcome{} : Outcome(tl::unexpected(shown.error()));
}

Result<std::string> DebconfAsker::word(const std::string& name) {
  auto text = debconf_.ask("METAGET " + name + " description");
  if (!text)
    return tl::unexpected(text.error());
  return text->status == 0 ? text->text : name; // as Words::of() does, so that the fault is seen
}

Result<Move> DebconfAsker::tell(const Question& question) {
  auto shown = show(question.name, question);
  if (!shown)
    return tl::unexpected(shown.error());
  return *shown == Shown::Back ? Move::Back : Move::Next;
}

Result<Move> DebconfAsker::ask_boolean(const Question& question, bool& value) {
  std::string word = value ? "true" : "false";
  auto moved = ask_until_taken(question, word);
  value = word == "true";
  return moved;
}

Result<Move> DebconfAsker::ask_string(const Question& question, std::string& value) {
  return ask_until_taken(question, value);
}

Result<Move> DebconfAsker::ask_select(const Question& question, std::string& value) {
  return ask_until_taken(question, value);
}

Outcome DebconfAsker::show_bar(const Question& question, const Work& work, bool& cancelled) {
  DebconfProgress progress(debconf_, question.name, "netroot/progress/info", [&cancelled] {
    cancelled = true;
    interrupt();
  });
  progress.begin("", 1); // a sign of life also while the work has not said what it will do
  auto outcome = work(progress);
  progress.end();
  return outcome;
}

// Work that was cancelled when it was all but done has been done; the next must not end for it.
Outcome DebconfAsker::work(const Question& question, const Work& work) {
  if (auto done = substitute_all(question.name, question); !done)
    return done;
  if (auto asked = debconf_.ask("CAPB backup escape progresscancel"); !asked)
    return tl::unexpected(asked.error());
  bool cancelled = false;
  auto outcome = show_bar(question, work, cancelled);
  if (cancelled)
    clear_interrupt();
  if (auto asked = debconf_.ask("CAPB backup escape"); !asked)
    return tl::unexpected(asked.error());
  return !outcome && cancelled ? Outcome(go_back()) : outcome;
}

} // namespace netroot::tui
