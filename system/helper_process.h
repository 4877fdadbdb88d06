// SPDX-License-Identifier: GPL-2.0-or-later
// HelperProcess: a program beside us that answers requests, line by line, and may hang. What it
// waits for in the kernel (a disk whose server has gone: three minutes, and no signal ends it)
// must not be waited for here, so a silent one is left behind and another is started in its place.
#pragma once
#include "system/file_descriptor.h"
#include "system/result.h"
#include <chrono>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace netroot {

class HelperProcess {
public:
  using Clock = std::chrono::steady_clock;

  // Started with the first request: it reads requests, one a line, from its stdin, and writes to
  // its stdout lines of which "." is an answer's last. It is to end when stdin does.
  explicit HelperProcess(std::vector<std::string> argv) : argv_(std::move(argv)) {}
  HelperProcess(const HelperProcess&) = delete;
  HelperProcess& operator=(const HelperProcess&) = delete;
  // Returns at once.
  ~HelperProcess() { leave_behind(); }

  // Each line of the answer is handed to `take`. Ends with an error when nothing is complete by
  // `deadline` (timed_out() then), when `stop` becomes readable (-1: nothing does), or when the
  // process has ended.
  Outcome ask(const std::string& request, const std::function<void(const std::string&)>& take,
              Clock::time_point deadline, int stop = -1);
  bool timed_out() const { return timed_out_; }

private:
  Outcome start();
  Outcome wait_for_output(Clock::time_point deadline, int stop);
  Result<bool> take_lines(const std::function<void(const std::string&)>& take);
  void leave_behind();
  tl::unexpected<Error> given_up(const std::string& why);

  std::vector<std::string> argv_;
  pid_t pid_ = -1;
  FileDescriptor requests_, answers_;
  std::string pending_;
  bool timed_out_ = false;
};

} // namespace netroot
