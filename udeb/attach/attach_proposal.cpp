// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/attach_proposal.h"
#include "udeb/answers.h"
#include "udeb/attach/local_disks.h"

namespace netroot {

// A preseeded map of machines to targets: which one is this machine's is no open question then.
Result<bool> AttachProposal::has_map() {
  auto answered = debconf_.seen("netroot/target-map");
  if (!answered)
    return tl::unexpected(answered.error());
  auto map = debconf_.get("netroot/target-map");
  return map ? Result<bool>(*answered && !map->empty()) : tl::unexpected(map.error());
}

// A preseeded target, or map of targets, is a wish for it. Otherwise a machine with a disk of its
// own is not touched unless somebody says so, and one without has nothing else to install on.
Result<AttachProposal::Proposal> AttachProposal::propose(bool may_detect) {
  auto answered = debconf_.seen("netroot/attach");
  if (!answered)
    return tl::unexpected(answered.error());
  auto target = debconf_.seen("netroot/target");
  if (!target)
    return tl::unexpected(target.error());
  auto map = has_map();
  if (!map)
    return tl::unexpected(map.error());
  auto before = debconf_.get("netroot/attach"); // a "yes" of an earlier run stays the default
  if (!before)
    return tl::unexpected(before.error());
  if (auto taken = to_answers({{"netroot/attach", *before}}); *answered && !taken)
    return tl::unexpected(taken.error()); // "yes" must not count as a no
  if (*answered)
    return Proposal{*before == "true", true};
  if (*target || *map || *before == "true")
    return Proposal{true, *target || *map};
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
  if (proposal->settled)
    if (auto seen = debconf_.set_seen("netroot/attach", true); !seen)
      return seen;
  auto map = has_map();
  if (!map)
    return tl::unexpected(map.error());
  return *map ? debconf_.set_seen("netroot/target", true) : Outcome{};
}

Result<bool> AttachProposal::foresee() {
  auto proposal = propose(false);
  return proposal ? Result<bool>(proposal->attach) : tl::unexpected(proposal.error());
}

} // namespace netroot
