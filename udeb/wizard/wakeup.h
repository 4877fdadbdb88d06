// SPDX-License-Identifier: GPL-2.0-or-later
// Wakeup: rings what waits in poll(2), once or for good.
#pragma once
#include "system/file_descriptor.h"
#include <cstdint>
#include <sys/eventfd.h>

namespace netroot::wizard {

class Wakeup {
public:
  Wakeup() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  int descriptor() const { return event_.get(); }
  void ring() const {
    const uint64_t one = 1;
    (void)!write(event_.get(), &one, sizeof one);
  }
  void clear() const {
    uint64_t count;
    (void)!read(event_.get(), &count, sizeof count);
  }

private:
  FileDescriptor event_;
};

} // namespace netroot::wizard
