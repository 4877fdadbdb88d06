// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/aoe/faults.h"

using namespace netroot::aoe;

namespace netroot::test {

std::vector<Bytes> FaultyLink::carry(Bytes frame) {
  constexpr size_t last_of_source = 11, last_of_tag = 23;
  std::vector<Bytes> arriving;
  if (loses())
    return arriving;
  if (chance(faults_.wrong_tag)) {
    arriving.push_back(frame);
    arriving.back()[last_of_tag] ^= 0x55;
  }
  if (chance(faults_.foreign)) { // the right tag from the wrong server
    arriving.push_back(frame);
    arriving.back()[last_of_source] ^= 0x55;
  }
  if (chance(faults_.garbage))
    arriving.push_back(garbage_of(frame));
  if (chance(faults_.twice))
    arriving.push_back(frame);
  arriving.push_back(std::move(frame));
  return arriving;
}

// One that claims to be longer than it is.
Bytes FaultyLink::garbage_of(Bytes frame) {
  frame.resize(std::uniform_int_distribution<size_t>(15, frame.size())(random_));
  for (size_t i = 24; i < frame.size(); ++i)
    frame[i] = static_cast<uint8_t>(random_());
  return frame;
}

} // namespace netroot::test
