// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/target_board.h"
#include <algorithm>
#include <tuple>

namespace netroot::wizard {
namespace {

using Lock = std::lock_guard<std::mutex>;

bool comes_before(const TargetName& a, const TargetName& b) {
  return std::tie(a.shelf, a.slot) < std::tie(b.shelf, b.slot);
}

// What was read then still holds: the same disk, there all the time.
bool is_same_disk(const Target& before, const Target& now) {
  return before.up == now.up && before.bytes == now.bytes && before.mac == now.mac;
}

} // namespace

bool TargetBoard::is_shown(const Target& target) const {
  return interfaces_.empty() ||
         std::any_of(target.interfaces.begin(), target.interfaces.end(),
                     [this](const std::string& name) { return interfaces_.count(name) > 0; });
}

bool TargetBoard::is_to_be_read(const Entry& entry) const {
  return !entry.taken && entry.target.up;
}

TargetBoard::Entry* TargetBoard::find(const std::string& key) {
  auto name = parse_target_name(key);
  if (!name)
    return nullptr;
  auto at = std::lower_bound(
      entries_.begin(), entries_.end(), *name,
      [](const Entry& entry, const TargetName& n) { return comes_before(entry.target.name, n); });
  return at != entries_.end() && at->target.name == *name ? &*at : nullptr;
}

// Both lists are in order, so one walk through them tells who came, changed and went.
bool TargetBoard::update(std::vector<Target> targets, std::map<std::string, std::string> used,
                         std::map<std::string, Remarks> remarks) {
  const Lock lock(mutex_);
  std::vector<Entry> fresh;
  fresh.reserve(targets.size());
  bool differs = false;
  auto old = entries_.begin();
  for (Target& target : targets) {
    if (!is_shown(target))
      continue;
    while (old != entries_.end() && comes_before(old->target.name, target.name)) {
      differs = true; // it has gone
      ++old;
    }
    Entry entry;
    if (auto how = used.empty() ? used.end() : used.find(target.name.text()); how != used.end())
      entry.used = how->second;
    if (auto what = remarks.empty() ? remarks.end() : remarks.find(target.name.text());
        what != remarks.end())
      entry.remarks = what->second;
    bool known = old != entries_.end() && old->target.name == target.name;
    bool same =
        known && old->target == target && old->used == entry.used && old->remarks == entry.remarks;
    if (same) {
      fresh.push_back(std::move(*old++));
      continue;
    }
    differs = true;
    if (known && is_same_disk(old->target, target)) {
      entry.seen = std::move(old->seen);
      entry.taken = old->taken;
      entry.measured = old->measured;
    }
    old += known ? 1 : 0;
    entry.target = std::move(target);
    entry.show();
    fresh.push_back(std::move(entry));
  }
  differs = differs || old != entries_.end();
  entries_ = std::move(fresh);
  changed_ = changed_ || differs;
  return differs;
}

// Outward from the cursor: what is on the screen lies around it.
std::optional<Target> TargetBoard::take_next(const std::string& attended) {
  const Lock lock(mutex_);
  const size_t size = entries_.size();
  const Entry* cursor = find(attended);
  const size_t middle = cursor == nullptr ? 0 : static_cast<size_t>(cursor - entries_.data());
  for (size_t distance = 0; distance < size; ++distance)
    for (bool below : {true, false}) {
      size_t at = below ? middle + distance : middle - distance; // wraps: out of range
      if (at >= size || !is_to_be_read(entries_[at]))
        continue;
      entries_[at].taken = true;
      return entries_[at].target;
    }
  return std::nullopt;
}

void TargetBoard::put(const TargetName& target, Seen seen) {
  const Lock lock(mutex_);
  Entry* entry = find(target.text());
  if (entry == nullptr)
    return;
  entry->taken = true;
  entry->seen = std::move(seen);
  entry->show();
  changed_ = true;
}

std::optional<Target> TargetBoard::take_for_ways(const std::string& attended) {
  const Lock lock(mutex_);
  Entry* entry = find(attended);
  if (entry == nullptr || entry->measured || !entry->seen || !entry->target.up)
    return std::nullopt;
  entry->measured = true;
  return entry->target;
}

void TargetBoard::put_ways(const TargetName& target, Ways ways) {
  const Lock lock(mutex_);
  Entry* entry = find(target.text());
  if (entry == nullptr || !entry->seen || ways.figures.empty())
    return;
  entry->seen->ways = std::move(ways);
  entry->show();
  changed_ = true;
}

tui::ChoiceList::Rows TargetBoard::rows() {
  const Lock lock(mutex_);
  if (!changed_ && rows_)
    return rows_;
  std::vector<tui::Choice> all;
  all.reserve(entries_.size());
  for (const Entry& entry : entries_)
    all.push_back(entry.row);
  rows_ = std::make_shared<const std::vector<tui::Choice>>(std::move(all));
  changed_ = false;
  return rows_;
}

size_t TargetBoard::unread() {
  const Lock lock(mutex_);
  return static_cast<size_t>(
      std::count_if(entries_.begin(), entries_.end(),
                    [this](const Entry& entry) { return !entry.seen && entry.target.up; }));
}

} // namespace netroot::wizard
