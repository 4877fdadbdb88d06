// SPDX-License-Identifier: GPL-2.0-or-later
// Whether a network disk is wanted, before anybody is asked: what netroot/attach starts from.
#pragma once
#include "system/root_dir.h"
#include "system/runner.h"
#include "tui/debconf.h"

namespace netroot {

class AttachProposal {
public:
  AttachProposal(const RootDir& root, Runner& runner, tui::Debconf& debconf)
      : root_(root), runner_(runner), debconf_(debconf) {}
  // Sets netroot/attach to it; marks it seen where an answer has settled it, and netroot/target
  // where netroot/target-map has.
  Outcome make();
  // What it would be: nothing is set or detected. For --dry-run.
  Result<bool> foresee();

private:
  struct Proposal {
    bool attach = false;
    bool settled = false; // by an answer: not to be asked
  };
  Result<Proposal> propose(bool may_detect);
  Result<bool> has_map();
  const RootDir& root_;
  Runner& runner_;
  tui::Debconf& debconf_;
};

} // namespace netroot
