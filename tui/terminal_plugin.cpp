// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/terminal_plugin.h"
#include "system/log.h"
#include "system/text.h"
#include <algorithm>

namespace netroot::tui {
namespace {

constexpr char terminal[] = "netroot/terminal";

// CAPB's reply lists the plugins with the capabilities.
bool has_plugin(Debconf& debconf) {
  auto reply = debconf.ask("CAPB backup escape");
  if (!reply || reply->status != 0)
    return false;
  auto capabilities = words(reply->text);
  return std::find(capabilities.begin(), capabilities.end(), "plugin-terminal") !=
         capabilities.end();
}

// anna-install talks to the same debconf, and knows nothing of escaped texts.
Outcome load_plugin(Debconf& debconf, Runner& runner, const std::string& front_end) {
  if (auto plain = debconf.finish(); !plain)
    return plain;
  Command command;
  command.argv = {"anna-install", "cdebconf-" + front_end + "-terminal"};
  command.hand_on_debconf = true;
  command.timeout = std::chrono::minutes(5); // it may be fetched from a mirror
  auto ran = runner.must(command);
  if (!ran)
    log::info("no terminal plugin: " + ran.error().text());
  return debconf.start();
}

// gtk's plugin splits the line at blanks, has no shell, and does not ask how the program ended. For
// the others a failure would be "go back", and so debconf would answer to the next menu item's
// questions that nobody sees.
std::string for_plugin_of(const std::string& front_end, const std::string& command_line) {
  return front_end == "gtk" ? command_line : "(" + command_line + "); true";
}

} // namespace

bool has_terminal_plugin(Debconf& debconf, Runner& runner, const std::string& front_end) {
  if (has_plugin(debconf))
    return true;
  if (front_end.empty() || front_end == "text" || front_end == "noninteractive")
    return false;
  return load_plugin(debconf, runner, front_end) && has_plugin(debconf);
}

Outcome run_in_terminal(Debconf& debconf, const std::string& front_end, const std::string& title,
                        const std::string& command_line) {
  auto translated = debconf.ask("METAGET " + title + " description");
  if (!translated)
    return tl::unexpected(translated.error());
  if (auto done =
          debconf.substitute(terminal, "TITLE", translated->status == 0 ? translated->text : title);
      !done)
    return done;
  if (auto done =
          debconf.substitute_raw(terminal, "COMMAND_LINE", for_plugin_of(front_end, command_line));
      !done)
    return done;
  if (auto fresh = debconf.set_seen(terminal, false); !fresh)
    return fresh;
  auto shown = debconf.show("critical", terminal);
  if (!shown && shown.error().kind == Error::Kind::GoBack)
    return {};
  return shown;
}

} // namespace netroot::tui
