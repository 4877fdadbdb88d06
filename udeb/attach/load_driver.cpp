// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/log.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"

namespace netroot {

LoadDriver::LoadDriver(AttachJob& job)
    : AttachStep(job), module_(job.root, job.runner, job.module_sources, &job.progress) {}

std::string LoadDriver::text() const {
  return module_.text();
}

Result<bool> LoadDriver::done() {
  return module_.done();
}

Outcome LoadDriver::run() {
  if (auto loaded = module_.run(); !loaded)
    return loaded;
  return made::add(job_.root, "module", "aoe");
}

Outcome LoadDriver::undo() {
  if (made::list(job_.root, "module").empty())
    return {};
  if (auto removed = module_.undo(); !removed)
    return removed;
  return made::forget(job_.root, "module");
}

} // namespace netroot
