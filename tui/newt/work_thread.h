// SPDX-License-Identifier: GPL-2.0-or-later
// Work in a thread beside the screen.
#pragma once
#include "system/file_descriptor.h"
#include "tui/asker.h"
#include "tui/newt/work_log.h"
#include <thread>

namespace netroot::tui {

class WorkThread {
public:
  // Starts. An exception that leaves `work` becomes an error.
  explicit WorkThread(const Work& work);
  // Work that goes on still is interrupted and waited for.
  ~WorkThread();
  WorkThread(const WorkThread&) = delete;
  WorkThread& operator=(const WorkThread&) = delete;

  const WorkLog& log() const { return log_; }
  // Readable once the work is done.
  int done_descriptor() const { return done_.get(); }
  bool is_done(int wait_milliseconds = 0) const;
  // Waits for the end.
  Outcome outcome();

private:
  void run(const Work& work);
  WorkLog log_;
  FileDescriptor done_;
  Outcome outcome_;
  std::thread thread_;
};

} // namespace netroot::tui
