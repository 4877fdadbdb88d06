// SPDX-License-Identifier: GPL-2.0-or-later
// Small text helpers that the standard library lacks.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

std::string_view trim(std::string_view text);
// Split at any run of blanks (space, tab, newline); no empty parts.
std::vector<std::string> words(std::string_view text);
// Split at each `separator`; keeps empty parts.
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
// Lines without their newline; a final newline makes no extra empty line.
std::vector<std::string> lines(std::string_view text);
// Decimal, whole text, no sign; nothing on overflow.
std::optional<unsigned long long> parse_number(std::string_view text);
// The last `count` lines, for error messages that quote a program.
std::string last_lines(std::string_view text, size_t count);

} // namespace netroot
