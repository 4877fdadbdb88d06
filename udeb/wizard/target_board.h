// SPDX-License-Identifier: GPL-2.0-or-later
// TargetBoard: what is known of all targets at this moment, and the rows that show it. Filled by
// one thread that looks who is there and a few that read disks; each method may be called by any.
#pragma once
#include "tui/asker.h"
#include "udeb/wizard/target_source.h"
#include <map>
#include <mutex>
#include <set>

namespace netroot::wizard {

// What a reading of the disk brought.
struct Seen {
  DiskLook look;
  std::string unreadable; // why; empty: it was read
  Ways ways;              // of the row that was under the cursor
};

// Columns: target, size, model, card, what is on it now. `seen` null: not yet read. `used`: a
// sentence, or empty.
tui::Choice target_row(const Target& target, const Seen* seen, const std::string& used,
                       const Remarks& remarks = {});

class TargetBoard {
public:
  // Only targets that answer through one of these cards are shown; empty: all.
  explicit TargetBoard(std::vector<std::string> interfaces)
      : interfaces_(interfaces.begin(), interfaces.end()) {}

  // Who is there now, in order; what was read of one that has changed is forgotten. True when a
  // row is to be made anew.
  bool update(std::vector<Target> targets, std::map<std::string, std::string> used,
              std::map<std::string, Remarks> remarks = {});

  // The next target to be read: that under the cursor, then the nearest to it, each once. Nothing:
  // all are being read or have been.
  std::optional<Target> take_next(const std::string& attended);
  void put(const TargetName& target, Seen seen);
  // That target, once, if it has been read: the ways to it are to be measured.
  std::optional<Target> take_for_ways(const std::string& attended);
  void put_ways(const TargetName& target, Ways ways);

  // The picture as it is; the same pointer while nothing changed. For thousands it takes a while,
  // in which the other methods wait: no screen may call any of them.
  tui::ChoiceList::Rows rows();
  size_t unread();

private:
  struct Entry {
    Target target;
    std::string used;
    Remarks remarks;
    std::optional<Seen> seen;
    bool taken = false;    // being read, or read
    bool measured = false; // the ways to it, or that is being done
    tui::Choice row = {};
    void show() { row = target_row(target, seen ? &*seen : nullptr, used, remarks); }
  };
  bool is_shown(const Target& target) const;
  bool is_to_be_read(const Entry& entry) const;
  Entry* find(const std::string& key);

  const std::set<std::string> interfaces_;
  std::mutex mutex_;
  std::vector<Entry> entries_; // in order of shelf and slot
  bool changed_ = true;
  tui::ChoiceList::Rows rows_;
};

} // namespace netroot::wizard
