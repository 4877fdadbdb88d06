// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/bounded_wire.h"
#include <algorithm>
#include <poll.h>

namespace netroot::aoe {
namespace {

// A wire waits for frames and the clock alone; what stops us is looked at this often.
constexpr Milliseconds slice{50};

bool is_readable(int descriptor) {
  pollfd watched = {descriptor, POLLIN, 0};
  return descriptor >= 0 && poll(&watched, 1, 0) > 0;
}

} // namespace

Outcome BoundedWire::wait(Clock::time_point deadline) {
  if (is_readable(stop_))
    return failure("interrupted");
  if (wire_.now() >= end_)
    return failure("it does not answer in time", "Check its server and the link to it.");
  return wire_.wait(std::min({deadline, end_, wire_.now() + slice}));
}

} // namespace netroot::aoe
