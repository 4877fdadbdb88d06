// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

namespace netroot::watchdog {

/// What folder/file, below the opened folder, says; at most size - 1 bytes, '\0' behind them. False
/// when it cannot be read or is empty.
bool read_text(int parent, const char* folder, const char* file, char* text, std::size_t size);

} // namespace netroot::watchdog
