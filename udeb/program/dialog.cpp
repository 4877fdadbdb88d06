// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/program/dialog.h"
#include "system/log.h"
#include "tui/debconf_asker.h"
#include "tui/installer_words.h"
#include "tui/newt/newt_asker.h"
#include "tui/terminal_plugin.h"
#include "udeb/program/commands.h"
#include "udeb/program/machine_runner.h"
#include <cstdlib>
#include <unistd.h>

namespace netroot {
namespace {

Outcome hold_in_lent_terminal(const Options& options, tui::Debconf& debconf,
                              const std::string& name, const std::string& title,
                              tui::AnswerBook& book) {
  tui::Session session = session_of(options, name);
  if (session.has_ended())
    return session.end(book);
  auto words = tui::words_from_debconf(debconf, tui::Words::built_in("C"));
  if (!words)
    return tl::unexpected(words.error());
  if (auto begun = session.begin(book, *words); !begun)
    return begun;
  const std::string command = "netroot wizard --dialog " + name + " --session " + session.folder();
  if (auto ran = tui::run_in_terminal(debconf, environment("DEBIAN_FRONTEND"), title, command);
      !ran)
    return ran;
  return session.end(book);
}

} // namespace

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// As gettext(3) looks for it: LANGUAGE may list several, and does not count in the locale C.
std::string language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const std::string locale = environment(name); !locale.empty()) {
      const std::string list = environment("LANGUAGE");
      return list.empty() || locale == "C" || locale == "POSIX" ? locale : list;
    }
  return "C";
}

bool is_noninteractive() {
  return environment("DEBIAN_FRONTEND") == "noninteractive";
}

bool is_on_a_terminal(const Options& options) {
  return options.answers_file.empty() && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
         !is_noninteractive() && environment("DEBIAN_FRONTEND") != "text";
}

tui::AnswerBook book_of_defaults(const tui::Words& words) {
  tui::AnswerBook book;
  for (std::string_view name : known_questions())
    book.set(std::string(name), words.of(std::string(name)).default_value);
  book.threshold =
      tui::parse_priority(environment("DEBIAN_PRIORITY")).value_or(tui::Priority::High);
  return book;
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

tui::Session session_of(const Options& options, const std::string& name) {
  return {options.root, "/run/netroot/wizard/" + name};
}

void reset_wrong_answers(tui::Debconf& debconf, const std::vector<std::string>& questions) {
  for (const std::string& question : questions) {
    if (question.starts_with("netroot/target"))
      continue;
    auto value = debconf.get(question);
    if (value && !to_answers({{question, *value}}))
      (void)debconf.ask("RESET " + question);
  }
}

void dialogs_are_over(const Options& options, Front& front, const std::vector<std::string>& names) {
  if (!front.debconf()->ask("GET debconf/priority"))
    return;
  for (const std::string& name : names)
    if (auto forgotten = session_of(options, name).forget(); !forgotten)
      log::warning(forgotten.error().text());
}

Outcome run_wizard(const Options& options) {
  tui::Session session(options.root, options.session);
  auto book = session.book();
  if (!book)
    return tl::unexpected(book.error());
  auto words = session.words();
  if (!words)
    return tl::unexpected(words.error());
  Dialog dialog = options.dialog == "attach"     ? attach_dialog(options, nullptr)
                  : options.dialog == "bootable" ? bootable_dialog(options)
                                                 : checks_dialog(options);
  return session.finish(*book, hold_on_terminal(*words, dialog, *book));
}

} // namespace netroot
