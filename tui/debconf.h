// SPDX-License-Identifier: GPL-2.0-or-later
// A client of the debconf protocol (debconf-devel(7), Debian's "Configuration management protocol
// version 2.1"), for programs run from a menu item's postinst: requests go to one descriptor,
// replies come from another.
#pragma once
#include "system/result.h"
#include <string>

namespace netroot::tui {

class Debconf {
public:
  // d-i's confmodule: replies on 0, requests on 3. Descriptors are not owned. SIGPIPE must be
  // ignored.
  Debconf(int replies, int requests) : replies_(replies), requests_(requests) {}

  struct Reply {
    int status =
        0; // 0 ok, 10 no such question, 30 skipped or go back, others: see debconf-devel(7)
    std::string text;
  };
  // Capabilities "backup" (GO can answer 30) and "escape" (texts may have several lines).
  Outcome start();
  // Leaves the session as other menu items expect it: without "escape".
  Outcome finish();

  // One request, its reply. After start() the request is escaped and the reply unescaped here.
  // Error when the pipe is closed.
  Result<Reply> ask(const std::string& request);

  // "" when the question has no value or does not exist.
  Result<std::string> get(const std::string& question);
  // A question that no template describes (yet) is registered first, as preseeding does.
  Outcome set(const std::string& question, const std::string& value);
  // True when it was answered before: by the user or by preseeding.
  Result<bool> seen(const std::string& question);
  Outcome set_seen(const std::string& question, bool seen);
  // INPUT + GO. GoBack error when the user backed up. A question that was seen, or is below the
  // priority, is not shown; that is no error.
  Outcome show(const std::string& priority, const std::string& question);
  // `text` shows up as it is, "${" too, in which cdebconf would see one of its directives and
  // abort.
  Outcome substitute(const std::string& question, const std::string& name, const std::string& text);
  // For what is not shown: METAGET and a terminal's command line get `text` unchanged.
  Outcome substitute_raw(const std::string& question, const std::string& name,
                         const std::string& text);
  // Shows a template of Type error with ${WHAT} and ${HINT} substituted, at priority critical, even
  // when it was shown before.
  Outcome show_error(const std::string& question, const Error& error);
  // Has the question database written to its files (cdebconf's X_SAVE).
  Outcome save_database();

private:
  Result<std::string> read_reply();
  Outcome must(const std::string& request);
  int replies_;
  int requests_;
  bool escape_ = false;
  std::string pending_;
};

} // namespace netroot::tui
