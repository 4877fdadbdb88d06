// SPDX-License-Identifier: GPL-2.0-or-later
// Order of version numbers as dpkg has it: deb-version(7), "Sorting algorithm".
#pragma once
#include <string_view>

namespace netroot {

// Negative, zero or positive, as `one` is older than, equal to or newer than `other`. Epoch,
// upstream version and revision are told apart as dpkg --compare-versions does; nothing is refused.
int compare_debian_versions(std::string_view one, std::string_view other);

} // namespace netroot
