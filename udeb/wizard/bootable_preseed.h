// SPDX-License-Identifier: GPL-2.0-or-later
// The answers of "Make the network disk bootable", behind those of "Attach a network disk" in the
// preseed file that the installer keeps.
#pragma once
#include "system/root_dir.h"
#include "tui/answer_book.h"
#include "udeb/wizard/preseed_export.h"

namespace netroot::wizard {

const std::vector<PreseedQuestion>& bootable_questions();
// Writes them to the end of /var/log/netroot/netroot-preseed.cfg, in place of those of an earlier
// run. What may not be in such a file (passwords) is left out, see export_preseed().
Outcome append_bootable_answers(const RootDir& installer, const tui::AnswerBook& book);

} // namespace netroot::wizard
