// SPDX-License-Identifier: GPL-2.0-or-later
// MAC masks: a target that knows them listens to the Ethernet addresses in its list alone, to
// everybody while it is empty. To the others it is as if it were not there.
#pragma once
#include "udeb/aoe/reserve.h"

namespace netroot::aoe {

// Errors of both: no answer; interrupted.
Result<ListAnswer> read_masks(Client& client, const Path& path);
// Adds those of `macs` that are not in the list yet, and reads it back. Our own card must be among
// `macs` or in the list: otherwise the target would be deaf to us. Unknown when the target's list
// is not what it must be afterwards: vblade 25 loses the second entry when a third one is added.
// There is no function that removes: vblade 25 dies of it (docs/aoe.md).
Result<ListAnswer> add_masks(Client& client, const Path& path, const std::vector<Mac>& macs);

} // namespace netroot::aoe
