// SPDX-License-Identifier: GPL-2.0-or-later
// What stands for a character on a terminal that has ASCII only, such as the installer's serial
// console.
#pragma once
#include <string>

namespace netroot::tui {

// "e" for "é", "ss" for "ß", "..." for an ellipsis, "" for what only combines; "?" for what has no
// likeness.
std::string ascii_for(char32_t code);

} // namespace netroot::tui
