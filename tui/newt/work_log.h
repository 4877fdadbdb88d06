// SPDX-License-Identifier: GPL-2.0-or-later
// What work says of itself, taken down in its thread and read in the screen's.
#pragma once
#include "system/step.h"
#include <chrono>
#include <mutex>

namespace netroot::tui {

class WorkLog : public Progress {
public:
  using Clock = std::chrono::steady_clock;
  struct Step {
    std::string text;
    bool is_done = false;
  };
  struct Picture {
    int number = 0, count = 0; // "step 2 of 5"; 0 of 0 when there are no steps
    std::vector<Step> steps;   // so far
    std::string note;
    Clock::time_point since{}; // the step began
  };

  WorkLog() { picture_.since = Clock::now(); }
  Picture picture() const;

  void begin(const std::string& title, int steps) override;
  void step(int number, const std::string& text) override;
  void note(const std::string& text) override;
  void end() override;

private:
  void finish_step();
  mutable std::mutex mutex_;
  Picture picture_;
};

// How far a note says that something is: "linux-image.deb: 20 of 104 MB read" is 20 of 104. A count
// of 0 means nothing.
struct Share {
  double done = 0, all = 0;
};
Share share_in(const std::string& note);

} // namespace netroot::tui
