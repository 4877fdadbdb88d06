// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/attach_proposal.h"
#include "udeb/attach/local_disks.h"

namespace netroot {

// A preseeded target is a wish for it. Otherwise a machine with a disk of its own is not touched
// unless somebody says so, and one without has nothing else to install on.
Result<AttachProposal::Proposal> AttachProposal::propose(bool may_detect) {
  auto answered = debconf_.seen("netroot/attach");
  if (!answered)
    return tl::unexpected(answered.error());
  auto target = debconf_.seen("netroot/target");
  if (!target)
    return tl::unexpected(target.error());
  auto before = debconf_.get("netroot/attach"); // a "yes" of an earlier run stays the default
  if (!before)
    return tl::unexpected(before.error());
  if (*answered)
    return Proposal{*before == "true", true};
  if (*target || *before == "true")
    return Proposal{true, *target};
  if (may_detect)
    detect_local_disks(root_, runner_);
  return Proposal{!has_local_disk(runner_), false};
}

Outcome AttachProposal::make() {
  auto proposal = propose(true);
  if (!proposal)
    return tl::unexpected(proposal.error());
  if (auto set = debconf_.set("netroot/attach", proposal->attach ? "true" : "false"); !set)
    return set;
  return proposal->settled ? debconf_.set_seen("netroot/attach", true) : Outcome{};
}

Result<bool> AttachProposal::foresee() {
  auto proposal = propose(false);
  return proposal ? Result<bool>(proposal->attach) : tl::unexpected(proposal.error());
}

} // namespace netroot
