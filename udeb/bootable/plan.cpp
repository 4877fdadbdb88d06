// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/plan.h"
#include "grubfix/boot_setup.h"
#include "system/files.h"
#include "udeb/bootable/identity.h"
#include "udeb/bootable/initrd.h"
#include "udeb/bootable/kernel_options.h"
#include "udeb/bootable/mounts.h"
#include "udeb/bootable/network.h"
#include "udeb/bootable/packages.h"
#include "udeb/bootable/preseed_file.h"
#include "udeb/bootable/proof.h"
#include "udeb/bootable/publishing.h"
#include "udeb/bootable/room.h"
#include "udeb/bootable/sanboot_files.h"
#include "udeb/bootable/target_partitions.h"

namespace netroot {
namespace {

using namespace bootable;

bool wants_grub(const BootableInputs& inputs) {
  return inputs.answers.boot_loader == BootLoader::GrubLegacy;
}

Result<BootSetup> boot_setup(const BootableInputs& inputs, const TargetPartitions& partitions) {
  auto options = wants_grub(inputs) ? kernel_options(inputs) : Result<std::string>("");
  if (!options)
    return tl::unexpected(options.error());
  return BootSetup{
      inputs.target,   inputs.runner, InTarget{inputs.target}, inputs.disk.device, partitions.root,
      partitions.boot, *options};
}

// Early words for what the boot loader's steps would find out late. The disk is not visible below
// the target before mount_target_system(); they look again.
Outcome refuse_what_cannot_boot(const BootableInputs& inputs, const BootSetup& setup) {
  if (!wants_grub(inputs))
    return {};
  if (auto alone = refuse_other_boot_loaders(inputs); !alone)
    return alone;
  return exists(inputs.target, setup.disk) ? check_grub_legacy_can_boot(setup) : Outcome{};
}

void add(Plan& plan, std::unique_ptr<Step> step) {
  plan.push_back(std::move(step));
}

void add_packages(Plan& plan, const BootableInputs& inputs) {
  add(plan, check_room(inputs));
  add(plan, write_identity(inputs));
  add(plan, install_aoetools(inputs));
  if (wants_grub(inputs))
    add(plan, install_grub_needs(inputs));
  add(plan, install_netroot(inputs));
}

void add_grub_legacy(Plan& plan, const BootableInputs& inputs, const BootSetup& setup) {
  add(plan, install_grub_legacy(inputs));
  add(plan, keep_grub_legacy(inputs));
  add(plan, check_initrds(inputs));
  for (auto& step : grub_legacy_plan(setup))
    add(plan, std::move(step));
}

Result<Plan> boot_plan(const BootableInputs& inputs, const TargetPartitions& partitions) {
  auto setup = boot_setup(inputs, partitions);
  if (!setup)
    return tl::unexpected(setup.error());
  if (auto possible = refuse_what_cannot_boot(inputs, *setup); !possible)
    return tl::unexpected(possible.error());
  Plan plan;
  add(plan, mount_target_system(inputs));
  add_packages(plan, inputs);
  if (wants_grub(inputs))
    add_grub_legacy(plan, inputs, *setup);
  else
    add(plan, check_initrds(inputs));
  add(plan, protect_network(inputs));
  add(plan, save_sanboot_files(inputs));
  if (is_published(inputs))
    add(plan, publish_sanboot_script(inputs));
  add(plan, prove_bootable(inputs, *setup));
  return plan;
}

} // namespace

std::optional<BootableStage> bootable_stage(std::string_view word) {
  if (word == "packages")
    return BootableStage::Packages;
  if (word == "boot")
    return BootableStage::Boot;
  if (word == "finish")
    return BootableStage::Finish;
  return {};
}

Result<Plan> plan_bootable(const BootableInputs& inputs, BootableStage stage) {
  auto partitions = find_target_partitions(inputs);
  if (!partitions)
    return tl::unexpected(partitions.error());
  if (stage == BootableStage::Boot)
    return boot_plan(inputs, *partitions);
  Plan plan;
  if (stage == BootableStage::Packages) {
    add_packages(plan, inputs);
  } else {
    add(plan, protect_network(inputs));
    add(plan, save_sanboot_files(inputs));
    add(plan, keep_preseed_file(inputs));
  }
  return plan;
}

} // namespace netroot
