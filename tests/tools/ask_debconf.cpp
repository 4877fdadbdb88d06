// SPDX-License-Identifier: GPL-2.0-or-later
// ask_debconf words|plugin|terminal|dialog OUT: what tui/ does with debconf, one piece at a time,
// run under a confmodule (replies on 0, requests on 3) by tests/system/debconf_asker.sh. Results go
// to the file OUT.
#include "system/files.h"
#include "system/text.h"
#include "tui/debconf_asker.h"
#include "tui/installer_words.h"
#include "tui/terminal_plugin.h"
#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace netroot;
using tui::Choice;
using tui::Move;
using tui::Priority;

namespace {

// A row more each time it is looked at.
class GrowingList : public tui::ChoiceList {
public:
  Rows now() override {
    auto rows = std::make_shared<std::vector<Choice>>();
    for (int i = 0; i < looks_; ++i)
      rows->push_back({"e0." + std::to_string(i),
                       {"e0." + std::to_string(i), "4.0 GiB", "ACME, Inc"},
                       {},
                       i == 0 ? "it is the medium" : ""});
    ++looks_;
    return rows;
  }

private:
  int looks_ = 0;
};

struct Answers {
  bool overwrite = false;
  std::string timeout = "60", source = "auto", target;
  std::vector<std::string> interfaces{"ens4"};
  std::string text() const {
    return std::string("overwrite ") + (overwrite ? "true" : "false") + "\ntimeout " + timeout +
           "\nsource " + source + "\ninterfaces " + join(interfaces, " ") + "\ntarget " + target +
           "\n";
  }
};

Result<Move> ask(tui::Asker& asker, int number, Answers& answers) {
  switch (number) {
  case 0:
    return asker.ask_boolean({"netroot/overwrite",
                              Priority::Critical,
                              {{"TARGET", "e0.0"}, {"CONTENTS", "ext4 \"root\"\nswap"}},
                              {}},
                             answers.overwrite);
  case 1:
    return asker.ask_string({"netroot/timeout",
                             Priority::Low,
                             {},
                             [](const std::string& value) {
                               return parse_number(value) ? "" : "\"" + value + "\" is no number";
                             }},
                            answers.timeout);
  case 2:
    return asker.ask_select({"netroot/module/source", Priority::High, {}, {}}, answers.source);
  case 3: {
    tui::FixedList cards({{"ens3", {"ens3", "1000 Mb/s"}, {}}, {"ens4", {"ens4", ""}, {}}});
    return asker.choose_some({"netroot/interfaces", Priority::High, {}, {}}, cards,
                             answers.interfaces);
  }
  case 4: {
    GrowingList targets;
    return asker.choose_one({"netroot/target", Priority::High, {}, {}}, targets, answers.target);
  }
  case 5: {
    tui::FixedList checks({{"a", {"pass", "initrd"}, {"has the driver"}}});
    return asker.show_list({"netroot/checks", Priority::High, {}, {}}, checks);
  }
  default:
    return asker.tell(
        {"netroot/summary", Priority::High, {{"STEPS", "1. one ${net${i}/mac}\n2. two"}}, {}});
  }
}

Result<std::string> dialog(tui::Debconf& debconf) {
  tui::DebconfAsker asker(debconf);
  Answers answers;
  std::string way;
  for (int at = 0; at < 7;) {
    way += std::to_string(at);
    auto moved = ask(asker, at, answers);
    if (!moved)
      return tl::unexpected(moved.error());
    at += *moved == Move::Next ? 1 : -1;
    if (at < 0)
      return "left " + way + "\n";
  }
  auto worked = asker.work({"netroot/work/links", Priority::High, {}, {}}, [](Progress& progress) {
    progress.begin("", 2);
    progress.step(1, "the second of two");
    progress.end();
    return Outcome{};
  });
  return worked ? "way " + way + "\n" + answers.text()
                : Result<std::string>(tl::unexpected(worked.error()));
}

Result<std::string> run(const std::string& what, tui::Debconf& debconf) {
  ProcessRunner runner;
  const char* front_end = std::getenv("DEBIAN_FRONTEND");
  if (what == "dialog")
    return dialog(debconf);
  if (what == "words") {
    auto words = tui::words_from_debconf(debconf, tui::Words::built_in("C"));
    return words ? words->text() : Result<std::string>(tl::unexpected(words.error()));
  }
  bool has = tui::has_terminal_plugin(debconf, runner, front_end ? front_end : "");
  if (what == "plugin")
    return std::string(has ? "plugin\n" : "no plugin\n");
  auto ran =
      tui::run_in_terminal(debconf, front_end ? front_end : "",
                           "debian-installer/netroot-disk/title", std::getenv("IN_TERMINAL"));
  if (!ran)
    return tl::unexpected(ran.error());
  // Escaped texts must be understood on both sides still.
  auto text = debconf.ask("METAGET netroot/attach extended_description");
  return text ? text->text + "\n" : Result<std::string>(tl::unexpected(text.error()));
}

} // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  if (argc != 3)
    return 2;
  tui::Debconf debconf(0, 3);
  auto started = debconf.start();
  auto result =
      started ? run(argv[1], debconf) : Result<std::string>(tl::unexpected(started.error()));
  auto finished = debconf.finish();
  std::string text = result ? *result : "error " + result.error().text() + "\n";
  FILE* out = std::fopen(argv[2], "w");
  if (!out)
    return 1;
  std::fputs(text.c_str(), out);
  std::fclose(out);
  return result && finished ? 0 : 1;
}
