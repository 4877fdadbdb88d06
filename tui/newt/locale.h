// SPDX-License-Identifier: GPL-2.0-or-later
// The character set of the terminal, by the locale.
#pragma once

namespace netroot::tui {

// Takes LC_CTYPE from the environment for this process. A UTF-8 locale that is not on this system
// (the installer has the names of all and the files of none) counts as C.UTF-8. True for UTF-8.
bool use_locale_of_environment();

} // namespace netroot::tui
