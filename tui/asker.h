// SPDX-License-Identifier: GPL-2.0-or-later
// Asker: one question at a time, whatever carries it: newt's windows (tui/newt), or debconf's
// protocol (tui/debconf_asker.h). The dialogs (attach_wizard.h, bootable_wizard.h) decide which
// question comes when; an asker shows what it is told to show. Words come from debconf templates
// (words.h) by the question's name, so that both carriers say the same in the user's language.
#pragma once
#include "system/result.h"
#include "system/step.h"
#include "tui/answer_book.h"
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace netroot::tui {

struct Question {
  std::string name; // the template
  Priority priority = Priority::High;
  std::map<std::string, std::string> variables = {}; // ${NAME} in the template's words
  // Why a value cannot be taken, and what could; empty: it can. Shown beside the entry.
  std::function<std::string(const std::string&)> refuse = {};
};

enum class Move { Next, Back };

// "1. load …", one a line, for the summary of a plan.
std::string numbered(const std::vector<std::string>& steps);
// Each line behind a blank: carriers keep such lines as they are, as debconf does.
std::string verbatim(const std::string& text);

// One row of a list.
struct Choice {
  std::string key;                  // what is answered: "e0.0", "ens3"
  std::vector<std::string> columns; // as many as the list has headings
  std::vector<std::string> details; // lines on the row under the cursor
  std::string refusal = {};         // why it cannot be chosen; empty: it can
};

// A list that may change while it is shown.
class ChoiceList {
public:
  using Rows = std::shared_ptr<const std::vector<Choice>>;
  virtual ~ChoiceList() = default;
  // The latest picture, never null. Returns at once; the same pointer while nothing changed.
  virtual Rows now() = 0;
  // The cursor is on this row: what costs time may be found out for it first.
  virtual void attend(const std::string& /*key*/) {}
  // One line on what goes on ("looking for targets on ens3, ens4"); may be empty.
  virtual std::string status() { return {}; }
};

// A list that stays as it is.
class FixedList : public ChoiceList {
public:
  explicit FixedList(std::vector<Choice> rows)
      : rows_(std::make_shared<const std::vector<Choice>>(std::move(rows))) {}
  Rows now() override { return rows_; }

private:
  Rows rows_;
};

// What runs beside the screen. A person who cancels calls interrupt() (system/interrupt.h); the
// work ends soon with an error then.
using Work = std::function<Outcome(Progress&)>;

// Each method shows one screen. Back: the person wants to go to the question before. Error: the
// screen or debconf is gone.
class Asker {
public:
  virtual ~Asker() = default;
  // Text to be read (Type note or text).
  virtual Result<Move> tell(const Question& question) = 0;
  // Type boolean. `value` is the default, then the answer.
  virtual Result<Move> ask_boolean(const Question& question, bool& value) = 0;
  // Type string.
  virtual Result<Move> ask_string(const Question& question, std::string& value) = 0;
  // Type select with fixed Choices in the template: `value` is one of Choices-C.
  virtual Result<Move> ask_select(const Question& question, std::string& value) = 0;
  // A row of a live list. Words: the template NAME/list (Type select); its headings are the words
  // of NAME/columns, with "|" between them. `key`: where the cursor starts, then the chosen row's.
  virtual Result<Move> choose_one(const Question& question, ChoiceList& list, std::string& key) = 0;
  // Any rows, at least one; as choose_one, Type multiselect.
  virtual Result<Move> choose_some(const Question& question, ChoiceList& list,
                                   std::vector<std::string>& keys) = 0;
  // A list to be read, such as checks; as choose_one, nothing is chosen.
  virtual Result<Move> show_list(const Question& question, ChoiceList& list) = 0;
  // Runs `work` with its progress shown under the question's title and returns its outcome; an
  // error of kind GoBack when a person cancelled it.
  virtual Outcome work(const Question& question, const Work& work) = 0;
};

} // namespace netroot::tui
