// SPDX-License-Identifier: GPL-2.0-or-later
// The questions of `netroot attach --debconf`, asked as debian-installer asks: what was preseeded
// or is below the priority is not shown, and one can go back.
#pragma once
#include "system/root_dir.h"
#include "system/runner.h"
#include "tui/debconf.h"

namespace netroot {

class AttachDialog {
public:
  AttachDialog(const RootDir& root, Runner& runner, tui::Debconf& debconf)
      : root_(root), runner_(runner), debconf_(debconf) {}
  // netroot/attach, and if that is true the questions behind it. GoBack error from the first.
  Outcome ask();
  // What netroot/attach would be if every question kept the answer it has: nothing is asked, set or
  // detected. For --dry-run.
  Result<bool> foresee();
  // After a failure: a second run of the menu item shows the questions again.
  void ask_again_next_time();

private:
  struct Proposal {
    bool attach = false;
    bool settled = false; // by an answer: not to be asked
  };
  Result<Proposal> propose(bool may_detect);
  Result<bool> has_map();
  Outcome prepare_attach();
  Result<bool> is_wanted();
  const RootDir& root_;
  Runner& runner_;
  tui::Debconf& debconf_;
};

} // namespace netroot
