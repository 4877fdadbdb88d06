// SPDX-License-Identifier: GPL-2.0-or-later
// Text broken into lines of a width.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace netroot::tui {

// Clean text. Lines keep their own breaks; one that is too long is broken between words, a word
// that is too long anywhere. Lines that begin with a blank (code, such as a boot script) keep all
// their blanks and are broken only where they must be.
std::vector<std::string> wrapped(std::string_view text, int columns);

// The first whole paragraphs that fit into `lines`; when not even the first does, its beginning.
std::vector<std::string> first_paragraphs(const std::vector<std::string>& lines, int at_most);

} // namespace netroot::tui
