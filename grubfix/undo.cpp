// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/undo.h"
#include "grubfix/boot_files.h"
#include "grubfix/regenerate.h"
#include "system/files.h"

namespace netroot {
namespace {

Outcome refuse_changed(const RootDir& root, const Recorded& record) {
  for (const FileChange& change : record.changes) {
    auto now = bytes_of(root, change.path);
    if (now != change.before && now != change.after)
      return failure(change.path + " was changed again after \"grubfix " + record.reason + "\" (" +
                         record.time + ")",
                     "grubfix undo --force puts the bytes from before that change back all the "
                     "same; with --dry-run it shows what that would change.");
  }
  return {};
}

Outcome refuse_unbootable(const BootSetup& setup, const Recorded& record) {
  for (const FileChange& change : record.changes) {
    if (change.path != menu_lst_path)
      continue;
    std::string fault = default_entry_fault(setup, MenuLst::parse(change.before.value_or("")));
    if (!fault.empty())
      return failure("the menu.lst from before would not boot any more: " + fault,
                     "Nothing was changed. grubfix undo --force takes it all the same.");
  }
  return {};
}

} // namespace

Result<std::optional<Recorded>> find_undo(const BootSetup& setup, bool force) {
  auto records = read_history(setup.root);
  if (!records)
    return tl::unexpected(records.error());
  while (!records->empty() && is_as_before(setup.root, records->back().changes))
    records->pop_back();
  if (records->empty())
    return std::optional<Recorded>();
  Recorded record = records->back();
  if (!force) {
    if (auto same = refuse_changed(setup.root, record); !same)
      return tl::unexpected(same.error());
    if (auto boots = refuse_unbootable(setup, record); !boots)
      return tl::unexpected(boots.error());
  }
  for (FileChange& change : record.changes) {
    change.after = change.before;
    change.before = bytes_of(setup.root, change.path);
  }
  return std::optional(record);
}

Outcome undo_change(const BootSetup& setup, const Recorded& record) {
  if (auto applied = apply_changes(setup.root, record.changes); !applied)
    return applied;
  auto records = read_history(setup.root);
  if (!records)
    return tl::unexpected(records.error());
  // newer ones stand for changes that never happened
  for (const Recorded& other : *records)
    if (other.number >= record.number)
      if (auto forgotten = forget_change(setup.root, other.number); !forgotten)
        return forgotten;
  return {};
}

} // namespace netroot
