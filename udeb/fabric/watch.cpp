// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/fabric/watch.h"
#include "system/json.h"
#include <tuple>

namespace netroot::fabric {
namespace {

constexpr unsigned most_missed = 2;

std::string word_for(Change::Kind kind) {
  return kind == Change::Kind::Came ? "came" : kind == Change::Kind::Gone ? "gone" : "changed";
}

bool comes_before(const TargetName& a, const TargetName& b) {
  return std::tie(a.shelf, a.slot) < std::tie(b.shelf, b.slot);
}

bool is_same_but_for_times(TargetView a, TargetView b) {
  for (TargetView* each : {&a, &b})
    for (PathView& path : each->paths)
      path.round_trip.reset();
  return a == b;
}

} // namespace

// Both lists are in order, so one walk through them tells who came, changed and went.
std::vector<Change> Watch::take(const View& view) {
  std::vector<Change> changes;
  std::vector<Known> fresh;
  auto old = known_.begin();
  auto miss_those_before = [&](const TargetName* name) {
    for (; old != known_.end() && (!name || comes_before(old->target.name, *name)); ++old)
      if (++old->missed < most_missed)
        fresh.push_back(*old);
      else
        changes.push_back({Change::Kind::Gone, old->target});
  };
  for (const TargetView& target : view.targets) {
    miss_those_before(&target.name);
    const bool known = old != known_.end() && old->target.name == target.name;
    if (!known)
      changes.push_back({Change::Kind::Came, target});
    else if (!is_same_but_for_times(old->target, target))
      changes.push_back({Change::Kind::Changed, target});
    old += known ? 1 : 0;
    fresh.push_back({target, 0});
  }
  miss_those_before(nullptr);
  known_ = std::move(fresh);
  return changes;
}

std::vector<TargetView> Watch::present() const {
  std::vector<TargetView> targets;
  for (const Known& known : known_)
    targets.push_back(known.target);
  return targets;
}

std::string in_one_line(const Change& change) {
  return word_for(change.kind) + " " + in_one_line(change.target);
}

std::string as_json(const Change& change) {
  return json::object(
      {{"event", json::text(word_for(change.kind))}, {"target", as_json(change.target)}});
}

} // namespace netroot::fabric
