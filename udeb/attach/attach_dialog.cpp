// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/attach_dialog.h"
#include "system/log.h"
#include "udeb/attach/local_disks.h"
#include <array>

namespace netroot {
namespace {

struct Ask {
  const char* question;
  const char* priority;
};

constexpr std::array<Ask, 5> asks = {{{"netroot/attach", "high"},
                                      {"netroot/target", "high"},
                                      {"netroot/interfaces", "medium"},
                                      {"netroot/timeout", "low"},
                                      {"netroot/alias", "low"}}};

} // namespace

// A preseeded map of machines to targets: "auto" is no open question then.
Result<bool> AttachDialog::has_map() {
  auto answered = debconf_.seen("netroot/target-map");
  if (!answered)
    return tl::unexpected(answered.error());
  auto map = debconf_.get("netroot/target-map");
  return map ? Result<bool>(*answered && !map->empty()) : tl::unexpected(map.error());
}

// A preseeded target, or a map of them, is a wish for it. Otherwise a machine with a disk of its
// own is not touched unless somebody says so, and one without has nothing else to install on.
Result<AttachDialog::Proposal> AttachDialog::propose(bool may_detect) {
  auto answered = debconf_.seen("netroot/attach");
  if (!answered)
    return tl::unexpected(answered.error());
  auto target = debconf_.seen("netroot/target");
  if (!target)
    return tl::unexpected(target.error());
  auto map = has_map();
  if (!map)
    return tl::unexpected(map.error());
  auto before = is_wanted(); // "yes" of a run that failed stays the default
  if (!before)
    return tl::unexpected(before.error());
  if (*answered)
    return Proposal{*before, true};
  if (*target || *map || *before)
    return Proposal{true, *target || *map};
  if (may_detect)
    detect_local_disks(root_, runner_);
  return Proposal{!has_local_disk(runner_), false};
}

Outcome AttachDialog::prepare_attach() {
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

Result<bool> AttachDialog::foresee() {
  auto proposal = propose(false);
  return proposal ? Result<bool>(proposal->attach) : tl::unexpected(proposal.error());
}

Result<bool> AttachDialog::is_wanted() {
  auto value = debconf_.get("netroot/attach");
  if (!value)
    return tl::unexpected(value.error());
  return *value == "true";
}

Outcome AttachDialog::ask() {
  if (auto prepared = prepare_attach(); !prepared)
    return prepared;
  for (size_t at = 0; at < asks.size();) {
    auto shown = debconf_.show(asks[at].priority, asks[at].question);
    bool back = !shown && shown.error().kind == Error::Kind::GoBack;
    if (!shown && (!back || at == 0))
      return shown;
    if (back) {
      --at;
      continue;
    }
    auto wanted = is_wanted();
    if (!wanted)
      return tl::unexpected(wanted.error());
    if (!*wanted)
      return {};
    ++at;
  }
  return {};
}

void AttachDialog::ask_again_next_time() {
  if (auto fresh = debconf_.set_seen("netroot/target-map", false); !fresh)
    log::warning(fresh.error().text());
  for (const Ask& ask : asks)
    if (auto fresh = debconf_.set_seen(ask.question, false); !fresh)
      log::warning(fresh.error().text());
}

} // namespace netroot
