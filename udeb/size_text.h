// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include <string>

namespace netroot {

// "4.0 GiB", "512.0 MiB", "1000 bytes"
std::string size_text(unsigned long long bytes);

} // namespace netroot
