// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/log.h"
#include "udeb/attach/steps.h"

namespace netroot {
namespace {

constexpr char disk_question[] = "partman-auto/disk";

} // namespace

// partman compares paths without following links, so a preseeded alias would find no disk.
std::string LeadPartman::text() const {
  return "lead the partitioner to the disk";
}

// A person who preseeded another disk wants it partitioned, whatever else is attached.
Result<bool> LeadPartman::leads_elsewhere() {
  auto value = job_.questions->get(disk_question);
  if (!value)
    return tl::unexpected(value.error());
  const std::string& alias = job_.answers.alias;
  return !value->empty() && (alias.empty() || *value != "/dev/" + alias);
}

Result<bool> LeadPartman::done() {
  return leads_elsewhere();
}

Outcome LeadPartman::run() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  log::info(std::string(disk_question) + " is set to " + target->name.device());
  return job_.questions->set(disk_question, target->name.device());
}

} // namespace netroot
