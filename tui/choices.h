// SPDX-License-Identifier: GPL-2.0-or-later
// Lists as debconf writes them, in Choices and in the value of a multiselect: commas between, "\,"
// for a comma within, "\ " for a blank at an end (debconf-devel(7)).
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace netroot::tui {

// Blanks around a comma count for nothing; no part is empty.
std::vector<std::string> split_choices(std::string_view text);
std::string join_choices(const std::vector<std::string>& choices);

} // namespace netroot::tui
