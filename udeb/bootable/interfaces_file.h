// SPDX-License-Identifier: GPL-2.0-or-later
// interfaces(5), edited losslessly: only lines are added.
#pragma once
#include <string>
#include <vector>

namespace netroot::bootable {

// `text` with "no-auto-down NAME" in front of the first line that configures NAME (auto, allow-*,
// or iface; a line ending in a backslash goes on). Unchanged when NAME is not configured there or
// has such a line already.
std::string with_no_auto_down(const std::string& text, const std::string& name);

} // namespace netroot::bootable
