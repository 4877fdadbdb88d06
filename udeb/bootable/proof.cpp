// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/proof.h"
#include "grubfix/verify.h"
#include "system/log.h"

namespace netroot::bootable {
namespace {

void note(const Check& check) {
  std::string line = check.name + ": " + check.text;
  if (check.level == Check::Level::Fine)
    log::info(line);
  else
    log::warning(line + (check.hint.empty() ? "" : " (" + check.hint + ")"));
}

// All are noted before the first blocking one is returned: the log shows the whole state.
Outcome look(const BootSetup& setup) {
  auto checks = verify_all(setup);
  for (const auto& check : checks)
    note(check);
  for (const auto& check : checks)
    if (check.level == Check::Level::Blocking)
      return failure("the system would not boot: " + check.text, check.hint);
  return {};
}

} // namespace

std::unique_ptr<Step> prove_bootable(const BootSetup& setup) {
  return step_of(
      "prove that the next boot will work", []() -> Result<bool> { return false; },
      [setup] { return look(setup); });
}

} // namespace netroot::bootable
