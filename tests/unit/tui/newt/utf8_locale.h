// SPDX-License-Identifier: GPL-2.0-or-later
// Widths of characters are those of a locale; glibc has this one built in.
#pragma once
#include "tests/unit/catch.h"
#include <clocale>

namespace netroot::test {

inline void use_utf8_locale() {
  REQUIRE(std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr);
}

} // namespace netroot::test
