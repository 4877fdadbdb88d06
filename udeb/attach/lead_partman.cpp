// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/log.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"
#include <algorithm>

namespace netroot {
namespace {

// The note of the value that was there before, when it was not empty.
constexpr char replaced[] = "partman-disk-before";

std::string first(const std::vector<std::string>& values) {
  return values.empty() ? std::string() : values.front();
}

} // namespace

// partman compares paths without following links, so a preseeded alias would find no disk.
std::string LeadPartman::text() const {
  return "lead the partitioner to the disk";
}

bool LeadPartman::is_ours(const std::string& disk) const {
  auto ours = made::list(job_.root, partman_note);
  return std::find(ours.begin(), ours.end(), disk) != ours.end();
}

// A person who preseeded another disk wants it partitioned, whatever else is attached.
bool LeadPartman::is_to_be_led(const std::string& disk) const {
  const std::string& alias = job_.answers.alias;
  return disk.empty() || is_ours(disk) || (!alias.empty() && disk == "/dev/" + alias);
}

Result<bool> LeadPartman::done() {
  if (!job_.questions)
    return true; // in the plan for undo alone
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  auto disk = job_.questions->get(partman_disk_question);
  if (!disk)
    return tl::unexpected(disk.error());
  return *disk == target->name.device() || !is_to_be_led(*disk);
}

Outcome LeadPartman::run() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  auto before = job_.questions->get(partman_disk_question);
  if (!before)
    return tl::unexpected(before.error());
  const std::string disk = target->name.device();
  if (auto noted = note(*before, disk); !noted)
    return noted;
  log::info(std::string(partman_disk_question) + " is set to " + disk);
  return job_.questions->set(partman_disk_question, disk);
}

// Noted first: a note of a value that was not written does no harm.
Outcome LeadPartman::note(const std::string& before, const std::string& disk) {
  if (!is_ours(before)) {
    if (auto forgotten = made::forget(job_.root, replaced); !forgotten)
      return forgotten;
    if (!before.empty())
      if (auto noted = made::add(job_.root, replaced, before); !noted)
        return noted;
  }
  if (auto forgotten = made::forget(job_.root, partman_note); !forgotten)
    return forgotten;
  return made::add(job_.root, partman_note, disk);
}

Outcome LeadPartman::undo() {
  const std::string disk = first(made::list(job_.root, partman_note));
  if (disk.empty())
    return {};
  if (!job_.questions) {
    // The note stays, so that the menu item still knows the value for its own.
    const std::string text = std::string(partman_disk_question) + " stays " + disk +
                             ": only the menu item reaches the installer's questions";
    log::warning(text);
    job_.progress.note(text);
    return {};
  }
  auto now = job_.questions->get(partman_disk_question);
  if (!now)
    return tl::unexpected(now.error());
  if (*now == disk)
    if (auto set =
            job_.questions->set(partman_disk_question, first(made::list(job_.root, replaced)));
        !set)
      return set;
  if (auto forgotten = made::forget(job_.root, replaced); !forgotten)
    return forgotten;
  return made::forget(job_.root, partman_note);
}

} // namespace netroot
