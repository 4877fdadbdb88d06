// SPDX-License-Identifier: GPL-2.0-or-later
// newt_screens KIND [ARGUMENT]: one screen of each kind with made-up words and rows, for tests of
// the screens alone. The answer goes to the file $ANSWER when the screen is closed.
//   text | long-text | boolean | string [VALUE] | select
//   one FILE | some FILE | read FILE   rows from FILE, looked at again whenever it changes; a line
//                                      is "key;columns with | between;details;refusal"
//   many COUNT                         rows made here; each refresh gives new ones
//   work | work-fails | work-throws    steps of a tenth of a second; "work FILE" goes on until FILE
//                                      is there
#include "system/files.h"
#include "system/interrupt.h"
#include "system/text.h"
#include "tests/support/screens/screen_words.h"
#include "tui/newt/newt_asker.h"
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

using namespace netroot;
using namespace netroot::tui;

namespace {

class FileList : public ChoiceList {
public:
  explicit FileList(std::string path) : path_(std::move(path)) {}

  Rows now() override {
    std::ifstream file(path_);
    std::stringstream text;
    text << file.rdbuf();
    if (!rows_ || text.str() != seen_) {
      seen_ = text.str();
      std::vector<Choice> rows;
      for (auto& line : lines(seen_))
        rows.push_back(row_of(line));
      rows_ = std::make_shared<const std::vector<Choice>>(std::move(rows));
    }
    return rows_;
  }
  void attend(const std::string& key) override { attended_ = key; }
  std::string status() override { return "looking for targets; asked for: " + attended_; }

private:
  static Choice row_of(const std::string& line) {
    auto parts = split(line, ';');
    parts.resize(4);
    return {parts[0], split(parts[1], '|'), split(parts[2], '|'), parts[3]};
  }
  std::string path_, seen_, attended_;
  Rows rows_;
};

// Each picture is a new one, as when something changes all the time.
class ManyRows : public ChoiceList {
public:
  explicit ManyRows(int count) : count_(count) {}
  Rows now() override {
    const auto begin = std::chrono::steady_clock::now();
    if (rows_ && begin - made_ < std::chrono::milliseconds(500))
      return rows_;
    std::vector<Choice> rows;
    rows.reserve(static_cast<size_t>(count_));
    for (int i = 0; i < count_; ++i) {
      const auto name = "e" + std::to_string(i / 16) + "." + std::to_string(i % 16);
      rows.push_back(
          {name, {name, "4.0 GiB", "Vblade disk", "ens3", "ext4 \"root\""}, {"serial " + name}});
    }
    made_ = begin;
    return rows_ = std::make_shared<const std::vector<Choice>>(std::move(rows));
  }

private:
  int count_;
  std::chrono::steady_clock::time_point made_;
  Rows rows_;
};

Outcome pause(int milliseconds) {
  for (int i = 0; i < milliseconds / 10; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (was_interrupted())
      return failure("interrupted");
  }
  return {};
}

// Goes on until the file is there; once interrupted, says so only then.
Outcome wait_for(const std::string& path, Progress& progress) {
  Outcome outcome;
  while (!std::filesystem::exists(path)) {
    if (outcome)
      outcome = pause(100);
    else
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    progress.note("linux-image.deb: 30 of 104 MB read");
  }
  return outcome;
}

Work work_of(const std::string& kind, const std::string& path) {
  return [=](Progress& progress) -> Outcome {
    progress.begin("attach the disk", 3);
    progress.step(0, "load the aoe module");
    if (auto paused = pause(200); !paused)
      return paused;
    if (kind == "work-throws")
      throw std::runtime_error("out of luck");
    progress.step(1, "wait for the target e0.0 to answer through ens3");
    if (kind == "work-fails")
      return failure("e0.0: no answer on ens3 after 60 s", "Check the cable.");
    if (!path.empty())
      if (auto waited = wait_for(path, progress); !waited)
        return waited;
    progress.step(2, "make the link /dev/sda");
    progress.end();
    return {};
  };
}

void answer(const std::string& text) {
  const char* path = std::getenv("ANSWER");
  std::ofstream(path ? path : "/dev/null") << text << "\n";
}

int told(const Result<Move>& move, const std::string& value) {
  if (!move)
    answer("error: " + move.error().what);
  else
    answer((*move == Move::Next ? "next: " : "back: ") + value);
  return 0;
}

std::string refuse_number(const std::string& value) {
  return parse_number(value) ? ""
                             : "\"" + value + "\" is no number of seconds; type one, such as 60.";
}

int show_list(NewtAsker& asker, const std::string& kind, const std::string& argument) {
  FileList list(argument);
  if (kind == "read")
    return told(asker.show_list({"netroot/test/list"}, list), "");
  if (kind == "some") {
    std::vector<std::string> keys = {"ens3"};
    auto move = asker.choose_some({"netroot/test/list"}, list, keys);
    return told(move, join(keys, ", "));
  }
  std::string key = "e0.1";
  auto move = asker.choose_one({"netroot/test/list"}, list, key);
  return told(move, key);
}

int show(NewtAsker& asker, const std::string& kind, const std::string& argument) {
  if (kind == "text" || kind == "long-text")
    return told(asker.tell({"netroot/test/" + kind}), "");
  if (kind == "boolean") {
    bool value = false;
    auto move = asker.ask_boolean(
        {"netroot/test/boolean", Priority::High, {{"TARGET", "e0.0"}}, {}}, value);
    return told(move, value ? "true" : "false");
  }
  if (kind == "string" || kind == "select") {
    std::string value = kind == "select" ? "media" : argument;
    const Question question{"netroot/test/" + kind,
                            Priority::High,
                            {},
                            kind == "string" ? refuse_number : Question().refuse};
    auto move =
        kind == "string" ? asker.ask_string(question, value) : asker.ask_select(question, value);
    return told(move, value);
  }
  if (kind == "many") {
    ManyRows list(std::atoi(argument.c_str()));
    std::string key;
    auto move = asker.choose_one({"netroot/test/list"}, list, key);
    return told(move, key);
  }
  if (kind.rfind("work", 0) == 0) {
    auto outcome = asker.work({"netroot/test/work"}, work_of(kind, argument));
    answer(outcome ? "done"
                   : std::to_string(outcome.error().exit_status()) + " " + outcome.error().what);
    return 0;
  }
  return show_list(asker, kind, argument);
}

} // namespace

int main(int count, char** arguments) {
  if (count < 2)
    return 2;
  NewtAsker asker(test::screen_words());
  return show(asker, arguments[1], count > 2 ? arguments[2] : "");
}
