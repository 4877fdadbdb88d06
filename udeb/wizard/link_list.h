// SPDX-License-Identifier: GPL-2.0-or-later
// The list of network cards, as it is and as it changes.
#pragma once
#include "tui/asker.h"
#include "udeb/attach/links.h"
#include "udeb/wizard/wakeup.h"
#include <mutex>
#include <thread>

namespace netroot::wizard {

// Columns: name, link, speed, MAC, MTU. Wireless cards are there to be refused: AoE wants a cable.
std::vector<tui::Choice> link_rows(const std::vector<Link>& links);

// sysfs tells no one when a carrier comes; it is read once a second, beside the screen.
class LinkList : public tui::ChoiceList {
public:
  explicit LinkList(const RootDir& root);
  LinkList(const LinkList&) = delete;
  LinkList& operator=(const LinkList&) = delete;
  ~LinkList() override;
  Rows now() override;

private:
  void watch();
  const RootDir root_;
  std::vector<Link> links_; // of the thread alone, once it runs
  std::mutex mutex_;
  Rows rows_;
  Wakeup stop_;
  std::thread thread_;
};

} // namespace netroot::wizard
