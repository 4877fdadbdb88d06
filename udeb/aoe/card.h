// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include "udeb/aoe/wire.h"

namespace netroot::aoe {

// A network card as the kernel has it now: netdevice(7) SIOCGIFHWADDR, SIOCGIFMTU, SIOCGIFFLAGS
// (IFF_RUNNING is the carrier). Errors: no such interface, no Ethernet.
Result<Card> look_at_card(const std::string& name);

} // namespace netroot::aoe
