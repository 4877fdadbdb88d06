// SPDX-License-Identifier: GPL-2.0-or-later
// Back to the boot files before the last change that grubfix made.
#pragma once
#include "grubfix/boot_setup.h"
#include "grubfix/history.h"

namespace netroot {

// The newest record whose change is (still) in place. Nothing when there is none: records of
// changes that a power cut kept from happening are dropped. Error, without `force`: a file is
// neither as it was before nor as it was after that change, or the default entry would not boot
// afterwards.
Result<std::optional<Recorded>> find_undo(const BootSetup& setup, bool force);
// Puts the bytes from before back and forgets the record.
Outcome undo_change(const BootSetup& setup, const Recorded& record);

} // namespace netroot
