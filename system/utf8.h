// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include <string_view>

namespace netroot {

// Length of the UTF-8 sequence at the start of `bytes`, which are not empty; 0 when there is none
// (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
size_t utf8_sequence(std::string_view bytes);

} // namespace netroot
