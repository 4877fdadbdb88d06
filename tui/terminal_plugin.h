// SPDX-License-Identifier: GPL-2.0-or-later
// The terminal that a front end of debian-installer lends to a program: cdebconf's plugins for
// questions of Type terminal (packages cdebconf-newt-terminal, cdebconf-gtk-terminal). What is run
// there has the terminal on 0, 1, 2, and no way back to debconf.
#pragma once
#include "system/runner.h"
#include "tui/debconf.h"

namespace netroot::tui {

// Whether debconf's front end has the plugin. When it has not, the installer is told to load it,
// where there is such an installer: `front_end` is DEBIAN_FRONTEND ("newt", "gtk"). A debconf that
// cannot be asked has none; the next request tells why. `debconf` must have been started.
bool has_terminal_plugin(Debconf& debconf, Runner& runner, const std::string& front_end);

// Returns when the command has ended; how it ended is not told (tui/session.h is for that). `title`
// names a template, or is the title itself; `command_line` is a program and its arguments, with a
// blank between them and nothing that a shell would take for more. Template: netroot/terminal.
Outcome run_in_terminal(Debconf& debconf, const std::string& front_end, const std::string& title,
                        const std::string& command_line);

} // namespace netroot::tui
