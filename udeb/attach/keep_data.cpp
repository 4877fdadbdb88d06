// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/log.h"
#include "system/text.h"
#include "udeb/attach/steps.h"

namespace netroot {
namespace {

constexpr char hint[] = "If it may be lost, set netroot/overwrite to true (\"d-i netroot/overwrite "
                        "boolean true\"); otherwise name another target in netroot/target.";

// What an earlier run attached was looked at then; it may have been partitioned since, by us.
bool is_attached(const AttachJob& job) {
  auto disk = load_attached_disk(job.root);
  return disk && job.chosen && disk->target == job.chosen->name.text();
}

} // namespace

std::string KeepData::text() const {
  return job_.answers.overwrite ? "take the disk whatever is on it"
                                : "see that there is nothing on the disk that would be lost";
}

Result<bool> KeepData::done() {
  return job_.answers.overwrite || is_attached(job_);
}

Outcome KeepData::run() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  const std::string name = target->name.text();
  DiskLook look;
  if (auto seen = job_.look_at(job_.root, target->name, look); !seen)
    return failure("what is on target " + name + " cannot be told: " + seen.error().what,
                   seen.error().hint);
  if (!look.contents.blank())
    return failure("target " + name + " holds data:\n" +
                       join(contents_in_lines(look.contents, name), "\n"),
                   hint);
  log::info("target " + name + " is blank");
  return {};
}

} // namespace netroot
