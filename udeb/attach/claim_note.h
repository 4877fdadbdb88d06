// SPDX-License-Identifier: GPL-2.0-or-later
// The claim that attach has made on a target, noted with what attach made (made.h):
//   claim e0.0 ens3,ens4 netroot 1 host=shed mac=… time=… id=…
#pragma once
#include "system/root_dir.h"
#include "udeb/aoe/owner.h"
#include "udeb/target_name.h"
#include <optional>
#include <vector>

namespace netroot {

struct NotedClaim {
  TargetName target;
  std::vector<std::string> cards; // through which it was made
  aoe::Owner owner;
};

// Nothing: none was made.
std::optional<NotedClaim> noted_claim(const RootDir& root);
// In the place of the one before.
Outcome note_claim(const RootDir& root, const NotedClaim& claim);
Outcome forget_claim(const RootDir& root);

} // namespace netroot
