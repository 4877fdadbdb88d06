// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/proof.h"
#include "grubfix/verify.h"
#include "system/log.h"
#include "udeb/bootable/checks_file.h"
#include "udeb/bootable/initrd.h"
#include "udeb/bootable/publishing.h"

namespace netroot::bootable {
namespace {

void note(const Check& check) {
  std::string line = check.name + ": " + check.text;
  if (check.level == Check::Level::Fine)
    log::info(line);
  else
    log::warning(line + (check.hint.empty() ? "" : " (" + check.hint + ")"));
}

Check check_initrd(const BootableInputs& inputs, const std::string& version) {
  std::string fault = initrd_fault_of(inputs, version);
  if (fault.empty())
    return {Check::Level::Fine, "initrd", version + ": finds the network disk by itself", ""};
  return {Check::Level::Blocking, "initrd", version + ": " + fault,
          "Run update-initramfs -u -k all (package netroot must be installed)."};
}

std::vector<Check> checks_without_grub(const BootableInputs& inputs, const BootSetup& setup) {
  std::vector<Check> checks = {{Check::Level::Fine, "boot loader",
                                "none was wanted: the boot sectors are not looked at", ""}};
  for (const std::string& version : kernels(inputs.target))
    checks.push_back(check_initrd(inputs, version));
  checks.push_back(verify_sanboot(setup));
  return checks;
}

std::vector<Check> all_checks(const BootableInputs& inputs, const BootSetup& setup) {
  auto checks = inputs.answers.boot_loader == BootLoader::None ? checks_without_grub(inputs, setup)
                                                               : verify_all(setup);
  auto publication = load_publication(inputs.installer);
  if (is_published(inputs) && publication)
    checks.push_back(check_publication(*publication));
  return checks;
}

// All are noted before the first blocking one is returned: the log shows the whole state.
Outcome look(const BootableInputs& inputs, const BootSetup& setup) {
  auto checks = all_checks(inputs, setup);
  for (const auto& check : checks)
    note(check);
  if (auto saved = save_checks(inputs.installer, checks); !saved)
    return saved;
  for (const auto& check : checks)
    if (check.level == Check::Level::Blocking)
      return failure("the system would not boot: " + check.text, check.hint);
  return {};
}

} // namespace

std::unique_ptr<Step> prove_bootable(const BootableInputs& inputs, const BootSetup& setup) {
  return step_of(
      "prove that the next boot will work", []() -> Result<bool> { return false; },
      [inputs, setup] { return look(inputs, setup); });
}

} // namespace netroot::bootable
