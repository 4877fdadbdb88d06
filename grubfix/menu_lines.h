// SPDX-License-Identifier: GPL-2.0-or-later
// The line level of menu.lst, for menu_lst.cpp.
#pragma once
#include "grubfix/menu_lst.h"

namespace netroot {

// Concatenating text() + ending of all lines gives the bytes back.
std::vector<MenuLine> parse_menu_lines(std::string_view bytes);

} // namespace netroot
