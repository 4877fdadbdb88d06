// SPDX-License-Identifier: GPL-2.0-or-later
// Addresses as they may be shown.
#pragma once
#include <string>

namespace netroot {

// The URL without the name and password in front of its host; other text as it is.
std::string shown_url(const std::string& url);

} // namespace netroot
