// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/interrupt.h"
#include "system/file_descriptor.h"
#include <atomic>
#include <csignal>
#include <cstdint>
#include <sys/eventfd.h>
#include <unistd.h>

namespace netroot {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free); // what a signal handler may touch

int event() {
  static const FileDescriptor descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  return descriptor.get();
}

void on_signal(int) {
  interrupt();
}

} // namespace

void catch_interrupts() {
  event(); // opened here: a signal handler may not
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND); // no SA_RESTART: poll() must come back
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // The kernel and the shell each send one when a terminal goes; nohup(1) has it ignored.
  action.sa_flags = 0;
  struct sigaction before {};
  if (sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
    sigaction(SIGHUP, &action, nullptr);
}

void interrupt() {
  interrupted = true;
  const uint64_t one = 1;
  (void)!write(event(), &one, sizeof one);
}

bool was_interrupted() {
  return interrupted;
}

void clear_interrupt() {
  uint64_t count;
  (void)!read(event(), &count, sizeof count);
  interrupted = false;
}

int interrupt_descriptor() {
  return event();
}

} // namespace netroot
