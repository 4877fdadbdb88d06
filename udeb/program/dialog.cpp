// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/program/dialog.h"
#include "tui/debconf_asker.h"
#include "tui/installer_words.h"
#include "tui/newt/newt_asker.h"
#include "tui/session.h"
#include "tui/terminal_plugin.h"
#include "udeb/program/commands.h"
#include "udeb/program/machine_runner.h"
#include <cstdlib>
#include <unistd.h>

namespace netroot {
namespace {

constexpr char session_folder[] = "/run/netroot/wizard";

Outcome hold_in_lent_terminal(const Options& options, tui::Debconf& debconf,
                              const std::string& name, const std::string& title,
                              tui::AnswerBook& book) {
  auto words = tui::words_from_debconf(debconf, tui::Words::built_in("C"));
  if (!words)
    return tl::unexpected(words.error());
  tui::Session session(options.root, session_folder);
  if (auto begun = session.begin(book, *words); !begun)
    return begun;
  const std::string command = "netroot wizard --dialog " + name + " --session " + session.folder();
  if (auto ran = tui::run_in_terminal(debconf, title, command); !ran)
    return ran;
  return session.end(book);
}

} // namespace

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool is_noninteractive() {
  return environment("DEBIAN_FRONTEND") == "noninteractive";
}

bool is_on_a_terminal(const Options& options) {
  return options.answers_file.empty() && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
         !is_noninteractive() && environment("DEBIAN_FRONTEND") != "text";
}

Outcome hold_on_terminal(const tui::Words& words, const Dialog& dialog, tui::AnswerBook& book) {
  tui::NewtAsker asker(words);
  return dialog(asker, book);
}

Outcome hold_from_menu(const Options& options, Front& front, const std::string& name,
                       const std::string& title, const Dialog& plain, tui::AnswerBook& book) {
  tui::Debconf& debconf = *front.debconf();
  MachineRunner runner(options.root);
  const std::string front_end = environment("DEBIAN_FRONTEND");
  if (front_end != "text" && tui::has_terminal_plugin(debconf, runner, front_end))
    return hold_in_lent_terminal(options, debconf, name, title, book);
  tui::DebconfAsker asker(debconf);
  return plain(asker, book);
}

} // namespace netroot
