// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/boot_setup.h"
#include "grubfix/boot_files.h"
#include "grubfix/grub_shell.h"
#include "grubfix/identity.h"
#include "grubfix/regenerate.h"
#include "grubfix/stage_files.h"
#include "grubfix/verify.h"
#include "system/files.h"
#include "system/log.h"

namespace netroot {
namespace {

unsigned boot_partition(const BootSetup& setup) {
  return setup.boot_partition ? setup.boot_partition : setup.root_partition;
}

// GRUB reads the disk behind the mounted file system's back.
Outcome sync_disks(const BootSetup& setup) {
  Command command;
  command.argv = {"sync"};
  command.timeout = std::chrono::seconds(300);
  command.where = setup.where;
  auto finished = setup.runner.must(command);
  return finished ? Outcome() : tl::unexpected(finished.error());
}

bool grub_is_installed(const BootSetup& setup) {
  auto found = read_installed_grub(setup.root, setup.disk);
  return found && found->complete() && found->partition == boot_partition(setup);
}

Outcome install(const BootSetup& setup) {
  if (auto synced = sync_disks(setup); !synced)
    return synced;
  GrubInstall wanted{setup.where, device_map_path, std::string(grub_folder) + "/stage2",
                     grub_root(setup), "hd0"};
  if (auto installed = install_grub(setup.runner, wanted); !installed)
    return installed;
  if (!grub_is_installed(setup))
    return failure("GRUB's shell reported success, but the first sectors of " + setup.disk +
                       " do not hold what it should have written",
                   "Check that (hd0) in " + std::string(device_map_path) + " is this disk.");
  return {};
}

bool device_map_is_right(const BootSetup& setup) {
  auto bytes = read_file(setup.root, device_map_path);
  if (!bytes)
    return false;
  DeviceMap map = DeviceMap::parse(*bytes);
  return !map.set("hd0", setup.disk);
}

bool menu_is_right(const BootSetup& setup) {
  auto identity = read_file(setup.root, identity_path);
  if (!identity || needs_update_grub(setup))
    return false;
  InitrdChecks checks(setup.root, *identity);
  auto plan = plan_regeneration(setup, *identity, checks);
  return plan && plan->changes.empty();
}

Outcome make_menu_right(const BootSetup& setup) {
  auto identity = read_file(setup.root, identity_path);
  if (!identity)
    return tl::unexpected(identity.error());
  auto made = regenerate(setup, *identity, "install");
  if (!made)
    return tl::unexpected(made.error());
  for (const LeftOut& kernel : made->left_out)
    log::warning("menu.lst does not name kernel " + kernel.version + ": " + kernel.why);
  return {};
}

Outcome check_outcome(const BootSetup& setup) {
  for (const Check& check : verify_boot(setup))
    if (check.level == Check::Level::Blocking)
      return failure(check.text, check.hint);
  return {};
}

} // namespace

Plan grub_legacy_plan(const BootSetup& setup) {
  Plan plan;
  std::string disk = setup.disk;
  auto add = [&](std::string text, std::function<Result<bool>()> done,
                 std::function<Outcome()> run) {
    plan.push_back(step_of(std::move(text), std::move(done), std::move(run)));
  };
  add(
      "check that GRUB legacy can boot from " + disk,
      [=] { return check_grub_legacy_can_boot(setup).has_value(); },
      [=] { return check_grub_legacy_can_boot(setup); });
  add(
      "copy GRUB's stage files to " + std::string(grub_folder),
      [=] {
        auto left = outdated_stage_files(setup.root);
        return left && left->empty();
      },
      [=] { return copy_stage_files(setup.root); });
  add(
      "write device.map: (hd0) is " + disk, [=] { return device_map_is_right(setup); },
      [=] { return change_device_map(setup, "install"); });
  add(
      "install GRUB into the MBR of " + disk, [=] { return grub_is_installed(setup); },
      [=] { return install(setup); });
  add(
      "make menu.lst with update-grub", [=] { return !needs_update_grub(setup); },
      [=] { return run_update_grub(setup); });
  add(
      "list the kernels in menu.lst, with the right root= and GRUB's root",
      [=] { return menu_is_right(setup); }, [=] { return make_menu_right(setup); });
  add(
      "check what GRUB will boot", [=] { return check_outcome(setup).has_value(); },
      [=] { return check_outcome(setup); });
  return plan;
}

} // namespace netroot
