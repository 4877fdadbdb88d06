// SPDX-License-Identifier: GPL-2.0-or-later
// The way to a target by the protocol, and what it carries.
#pragma once
#include "udeb/aoe/quality.h"

namespace netroot::bench {

struct Way {
  aoe::FoundTarget target;
  aoe::FoundPath path; // the best: by the frames that pass, then by the round trip
  aoe::PathQuality quality;
};

// Errors: nobody answers for it, its answers are to be doubted, it is reserved for another client,
// no frame passes; interrupted.
Result<Way> find_way(aoe::Client& client, const TargetName& name);

} // namespace netroot::bench
