// SPDX-License-Identifier: GPL-2.0-or-later
// The checks of the last `netroot bootable`, kept inside the installer for the screen that shows
// them: /run/netroot/checks, one "LEVEL<TAB>NAME<TAB>TEXT<TAB>HINT" a line with LEVEL "passed",
// "warning" or "blocking"; in the other three, backslash, tab and newline are "\\", "\t" and "\n".
#pragma once
#include "grubfix/verify.h"
#include "system/root_dir.h"

namespace netroot::bootable {

inline constexpr char checks_path[] = "/run/netroot/checks";

Outcome save_checks(const RootDir& installer, const std::vector<Check>& checks);
// Empty when there is no file. Error: a line that is none of these.
Result<std::vector<Check>> load_checks(const RootDir& installer);
// Before a new run, which may end before its checks.
Outcome forget_checks(const RootDir& installer);

} // namespace netroot::bootable
