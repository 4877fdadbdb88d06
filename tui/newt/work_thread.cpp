// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/work_thread.h"
#include "system/interrupt.h"
#include <cstdint>
#include <exception>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace netroot::tui {

WorkThread::WorkThread(const Work& work)
    : done_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), thread_([this, work] { run(work); }) {}

WorkThread::~WorkThread() {
  if (!thread_.joinable())
    return;
  if (!is_done())
    interrupt();
  thread_.join();
}

void WorkThread::run(const Work& work) {
  try {
    outcome_ = work(log_);
  } catch (const std::exception& thrown) {
    outcome_ = failure(std::string("a fault of this program: ") + thrown.what());
  } catch (...) {
    outcome_ = failure("a fault of this program");
  }
  const uint64_t one = 1;
  (void)!write(done_.get(), &one, sizeof one);
}

bool WorkThread::is_done(int wait_milliseconds) const {
  pollfd done{done_.get(), POLLIN, 0};
  return poll(&done, 1, wait_milliseconds) > 0;
}

Outcome WorkThread::outcome() {
  if (thread_.joinable())
    thread_.join();
  return outcome_;
}

} // namespace netroot::tui
