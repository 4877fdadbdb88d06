// SPDX-License-Identifier: GPL-2.0-or-later
#include "hooks/watchdog/link_watch.h"

namespace netroot::watchdog {

long mtu_for_payload(long payload) {
  constexpr long headers = 36; // aoe_hdr, which begins with Ethernet's, and aoe_atahdr
  return payload > 0 ? payload + headers : 0;
}

long LinkWatch::mtu_to_restore(long mtu, long needed) {
  if (mtu >= needed) {
    good_ = mtu;
    return 0;
  }
  return good_ > needed ? good_ : needed;
}

bool LinkWatch::carrier_came(bool carrier) {
  const bool came = seen_ && carrier && !carrier_;
  seen_ = true;
  carrier_ = carrier;
  return came;
}

} // namespace netroot::watchdog
