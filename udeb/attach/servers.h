// SPDX-License-Identifier: GPL-2.0-or-later
// Asking a target's servers by the protocol itself (udeb/aoe), before the driver or beside it.
#pragma once
#include "udeb/aoe/discovery.h"
#include "udeb/attach/links.h"
#include "udeb/attach/targets.h"
#include "udeb/probe/contents.h"
#include <functional>
#include <memory>

namespace netroot {

// Sockets made anew for each who asks. The argument: these interfaces, empty for all real Ethernet
// ones; those of them that are up are used. Errors: no such interface, none that is up, no
// privilege.
using OpenWire =
    std::function<Result<std::unique_ptr<aoe::Wire>>(const std::vector<std::string>& interfaces)>;
// By packet sockets; null where a folder plays the machine, which has no network.
OpenWire open_wire_of(const RootDir& root);

aoe::Address address_of(const TargetName& target);
// As it answers now, through all cards. Errors: nobody answers; interrupted.
Result<aoe::FoundTarget> find_by_protocol(aoe::Client& client, const TargetName& target);

// What is on the target, read into a picture of the disk: its ends, then those of each partition.
// Nothing of it waits in the kernel. What was told before a failure is in `look`.
Outcome look_by_protocol(aoe::Client& client, const aoe::FoundTarget& target, DiskLook& look);

// As the driver would show it. `cards` are the wire's.
Target target_of(const aoe::FoundTarget& found, const std::vector<aoe::Card>& cards);
// The first config string on it; empty: there is none.
std::string claim_on(const aoe::FoundTarget& target);
// It was made with one of this machine's cards: by an earlier installation, or the system on it.
bool is_claim_of(const RootDir& root, const std::string& claim);

} // namespace netroot
