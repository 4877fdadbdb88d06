// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace netroot::watchdog {

/// The MTU below which frames of that many data bytes do not fit: as the driver counts, Ethernet's
/// header included.
long mtu_for_payload(long payload);

/// One network interface seen over time.
class LinkWatch {
public:
  /// The MTU to give it back, 0 when it is large enough for the disks behind it. `needed` is
  /// mtu_for_payload() of the largest of them; 0: none. Frames under way keep their size, so an
  /// MTU lowered in use leaves them without an answer for ever; raised again they get through.
  long mtu_to_restore(long mtu, long needed);
  /// True once each time that its cable has come back, or has come after the first look.
  bool carrier_came(bool carrier);

private:
  long good_ = 0; // the last MTU that was large enough
  bool seen_ = false;
  bool carrier_ = false;
};

} // namespace netroot::watchdog
