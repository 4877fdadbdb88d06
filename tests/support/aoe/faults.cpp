// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/aoe/faults.h"

using namespace netroot::aoe;

namespace netroot::test {

std::vector<Bytes> FaultyLink::carry(Bytes frame) {
  constexpr size_t last_of_source = 11, place_of_command = 19, place_in_tag = 21;
  std::vector<Bytes> arriving;
  if (loses())
    return arriving;
  if (chance(faults_.wrong_tag)) { // of no request, not of another one to the same target
    arriving.push_back(frame);
    arriving.back()[place_in_tag] ^= 0x55;
  }
  if (frame[place_of_command] != 1 && chance(faults_.foreign)) { // the right tag, the wrong server
    arriving.push_back(frame);
    arriving.back()[last_of_source] ^= 0x55;
  }
  if (chance(faults_.garbage))
    arriving.push_back(cut_off(frame));
  if (chance(faults_.twice))
    arriving.push_back(frame);
  arriving.push_back(std::move(frame));
  return arriving;
}

// The beginning of a frame, too short for any command.
Bytes FaultyLink::cut_off(Bytes frame) {
  frame.resize(std::uniform_int_distribution<size_t>(1, header_size + 1)(random_));
  return frame;
}

} // namespace netroot::test
