// SPDX-License-Identifier: GPL-2.0-or-later
// Answers in debconf preseed syntax (debconf-set-selections(1)): "owner question type value", "#"
// comments, a backslash at the end of a line joins the next.
#pragma once
#include "system/result.h"
#include <map>
#include <string>
#include <string_view>

namespace netroot::tui {

// Question name to value, for names that begin with `prefix`; "seen" lines are passed over. Error
// (Usage) names `file` and the line number.
Result<std::map<std::string, std::string>>
parse_preseed(std::string_view text, const std::string& file, std::string_view prefix);

} // namespace netroot::tui
