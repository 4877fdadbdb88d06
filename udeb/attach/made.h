// SPDX-License-Identifier: GPL-2.0-or-later
// A note of what attach changed in the running installer, so that `netroot undo` takes back exactly
// that: /run/netroot/made, one "KIND VALUE" a line ("link ens3", "module aoe").
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <string>
#include <vector>

namespace netroot::made {

Outcome add(const RootDir& root, const std::string& kind, const std::string& value);
// The values of a kind, in the order they were added.
std::vector<std::string> list(const RootDir& root, const std::string& kind);
// All of a kind, or that one.
Outcome forget(const RootDir& root, const std::string& kind);
Outcome forget(const RootDir& root, const std::string& kind, const std::string& value);

} // namespace netroot::made
