// SPDX-License-Identifier: GPL-2.0-or-later
// Carries out what regeneration_plan.cpp has planned.
#include "grubfix/regenerate.h"
#include "grubfix/boot_files.h"
#include "grubfix/history.h"
#include "system/file_lock.h"
#include "system/files.h"
#include "system/log.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr char update_grub[] = "/usr/sbin/update-grub";
constexpr char diverted_update_grub[] = "/usr/sbin/update-grub.netroot-diverted";
// With the guard, update-grub without an original behind it is the guard, which calls grubfix.
constexpr char guard[] = "/usr/lib/netroot/guard.sh";
constexpr char lock_path[] = "/var/lib/netroot/lock";

} // namespace

Outcome run_update_grub(const BootSetup& setup) {
  bool diverted = exists(setup.root, diverted_update_grub);
  if (!diverted && exists(setup.root, guard))
    return failure("update-grub has to run once, to make its list in " +
                       std::string(menu_lst_path) + ", and it is not installed",
                   "Install the package grub-legacy, then run grubfix install.");
  Command command;
  command.argv = {diverted ? diverted_update_grub : update_grub};
  command.timeout = std::chrono::seconds(300);
  command.where = setup.where;
  auto finished = setup.runner.must(command);
  if (!finished)
    return failure(finished.error().what,
                   "update-grub stops without a word when grub-probe cannot find the disk of /: "
                   "try grub-probe --device-map=" +
                       std::string(device_map_path) + " -t device / there.");
  if (needs_update_grub(setup))
    return failure("update-grub ran, but left no list of kernels in " + std::string(menu_lst_path),
                   "Is it the one of the package grub-legacy?");
  return {};
}

namespace {

// menu.lst and device.map as they were before update-grub had to make the former.
struct Originals {
  bool made = false; // update-grub was run
  std::optional<std::string> menu, map;
};

Result<Originals> make_list(const BootSetup& setup) {
  Originals before{needs_update_grub(setup), bytes_of(setup.root, menu_lst_path),
                   bytes_of(setup.root, device_map_path)};
  if (!before.made)
    return before;
  // update-grub guesses the drives where there is no device.map, and gets them wrong
  if (auto map = correct_device_map(setup); !map)
    return tl::unexpected(map.error());
  auto made = run_update_grub(setup);
  if (made)
    return before;
  if (before.menu) // it may have been cut off in the middle
    if (auto restored = atomic_save(setup.root, menu_lst_path, *before.menu); !restored)
      return tl::unexpected(restored.error());
  return tl::unexpected(made.error());
}

void take_in(Regeneration& plan, const BootSetup& setup, const char* path,
             const std::optional<std::string>& before) {
  auto same = [&](const FileChange& change) { return change.path == path; };
  auto found = std::find_if(plan.changes.begin(), plan.changes.end(), same);
  if (found == plan.changes.end())
    found = plan.changes.insert(found, {path, before, bytes_of(setup.root, path)});
  found->before = before;
  if (found->before == found->after)
    plan.changes.erase(found);
}

Outcome carry_out(const BootSetup& setup, const std::string& reason,
                  const std::vector<FileChange>& changes) {
  auto number = record_change(setup.root, reason, changes);
  if (!number)
    return tl::unexpected(number.error());
  auto applied = apply_changes(setup.root, changes);
  if (applied || !is_as_before(setup.root, changes))
    return applied; // the record is what undo goes by
  if (auto forgotten = forget_change(setup.root, *number); !forgotten)
    log::warning(forgotten.error().what);
  return applied;
}

} // namespace

Outcome change_device_map(const BootSetup& setup, const std::string& reason) {
  auto lock = FileLock::take(setup.root, lock_path);
  auto map = corrected_device_map(setup);
  if (!lock || !map)
    return tl::unexpected(lock ? map.error() : lock.error());
  if (auto made = make_dirs(setup.root, grub_folder); !made)
    return made;
  auto before = bytes_of(setup.root, device_map_path);
  return before == *map ? Outcome() : carry_out(setup, reason, {{device_map_path, before, *map}});
}

Result<Regeneration> regenerate(const BootSetup& setup, const std::string& identity,
                                const std::string& reason, const std::string& about) {
  auto lock = FileLock::take(setup.root, lock_path);
  if (!lock)
    return tl::unexpected(lock.error());
  auto before = make_list(setup);
  if (!before)
    return tl::unexpected(before.error());
  InitrdChecks checks(setup.root, identity);
  auto plan = plan_regeneration(setup, identity, checks, about);
  if (auto kept = checks.save(); !kept)
    log::warning(kept.error().what); // they are read again next time
  if (!plan)
    return plan;
  if (before->made) { // what update-grub and the making of device.map for it changed, too
    take_in(*plan, setup, device_map_path, before->map);
    take_in(*plan, setup, menu_lst_path, before->menu);
  }
  if (plan->changes.empty())
    return plan;
  auto done = carry_out(setup, reason, plan->changes);
  return done ? plan : Result<Regeneration>(tl::unexpected(done.error()));
}

} // namespace netroot
