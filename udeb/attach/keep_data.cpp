// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/interrupt.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/aoe/bounded_wire.h"
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

Outcome look_by_wire(AttachJob& job, const TargetName& target, DiskLook& look) {
  auto wire = job.open_wire(job.answers.interfaces);
  if (!wire)
    return tl::unexpected(wire.error());
  aoe::BoundedWire bounded(**wire, -1, (*wire)->now() + probe_timeout);
  aoe::Client client(bounded);
  auto found = find_by_protocol(client, target);
  return found ? look_by_protocol(client, *found, look) : Outcome(tl::unexpected(found.error()));
}

// By the protocol where it can be spoken, since nothing of that can hang in the kernel; what cannot
// be read so, the driver may be able to.
Outcome look_at(AttachJob& job, const TargetName& target, DiskLook& look) {
  if (!job.open_wire)
    return job.look_at(job.root, target, look);
  auto seen = look_by_wire(job, target, look);
  if (seen || was_interrupted())
    return seen;
  log::warning(target.text() + " is read by the driver: " + seen.error().what);
  look = {};
  return job.look_at(job.root, target, look);
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
  if (auto seen = look_at(job_, target->name, look); !seen)
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
