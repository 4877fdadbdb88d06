// SPDX-License-Identifier: GPL-2.0-or-later
// The list of targets, kept up to date beside the screen: one thread asks the network once a second
// and looks who answers, a few others read what is on the disks.
#pragma once
#include "udeb/wizard/target_board.h"
#include "udeb/wizard/target_source.h"
#include "udeb/wizard/wakeup.h"
#include <atomic>
#include <condition_variable>
#include <functional>
#include <thread>

namespace netroot::wizard {

class TargetList : public tui::ChoiceList {
public:
  // Called by the threads that read, with what each disk brought.
  using Keep = std::function<void(const Target&, const Seen&)>;
  // `source` outlives the list. `cards`: only targets that answer through one of them; empty: all.
  TargetList(TargetSource& source, const std::vector<std::string>& cards, Keep keep = {});
  TargetList(const TargetList&) = delete;
  TargetList& operator=(const TargetList&) = delete;
  // At once, whatever is being read.
  ~TargetList() override;

  Rows now() override;
  void attend(const std::string& key) override;
  std::string status() override;

private:
  using Clock = std::chrono::steady_clock;
  void watch();
  void sweep();
  void publish();
  void read_disks();

  TargetSource& source_;
  const std::vector<std::string> cards_;
  const Keep keep_;
  TargetBoard board_;
  std::mutex mutex_;
  std::condition_variable first_, work_;
  Rows rows_;
  std::string problem_; // why the network cannot be asked
  std::atomic<bool> stopping_{false};
  Wakeup stop_, dirty_;
  std::vector<std::thread> threads_;
};

} // namespace netroot::wizard
