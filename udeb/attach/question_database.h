// SPDX-License-Identifier: GPL-2.0-or-later
// cdebconf's question database as a file: the only place that tells which names were preseeded, for
// the protocol has no command that lists questions.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include "tui/debconf.h"
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

// Names under "netroot/" that a preseed file, or the kernel command line, gave and that no template
// describes: those of the template debian-installer/dummy. `text` is a questions.dat of cdebconf's
// rfc822db: stanzas of "Name:", "Template:", "Value:", … with an empty line between.
std::vector<std::string> names_without_template(std::string_view text);
// Has debconf save its database and looks into it. Error (Usage) names the unknown question and the
// nearest known one. A machine without such a database (not debian-installer) has none.
Outcome refuse_unknown_questions(const RootDir& root, tui::Debconf& debconf);

} // namespace netroot
