// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/boot_setup.h"
#include "grubfix/boot_files.h"
#include "grubfix/grub_shell.h"
#include "grubfix/menu_lst.h"
#include "grubfix/stage_files.h"
#include "grubfix/verify.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

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

// True when the menu names every kernel in /boot, or as many as "# howmany=" allows.
bool menu_lists_kernels(const BootSetup& setup) {
  auto bytes = read_file(setup.root, menu_lst_path);
  if (!bytes)
    return false;
  MenuLst menu = MenuLst::parse(*bytes);
  if (!menu.has_automagic_list() || menu.stanzas().empty())
    return false;
  if (menu.option("howmany").value_or("all") != "all")
    return true;
  for (const std::string& name : list_dir(setup.root, "/boot"))
    if (name.starts_with("vmlinuz-") && bytes->find("/" + name + " ") == std::string::npos)
      return false;
  return true;
}

Outcome update_grub(const BootSetup& setup) {
  Command command;
  command.argv = {"update-grub"};
  command.timeout = std::chrono::seconds(300);
  command.where = setup.where;
  auto finished = setup.runner.must(command);
  if (!finished)
    return failure(finished.error().what,
                   "update-grub stops without a word when grub-probe cannot find the disk of /: "
                   "try grub-probe --device-map=" +
                       std::string(device_map_path) + " -t device / there.");
  if (!menu_lists_kernels(setup))
    return failure("update-grub ran, but " + std::string(menu_lst_path) +
                       " does not list the kernels in /boot",
                   "Is a kernel installed there?");
  return {};
}

std::string kopt_of(const BootSetup& setup) {
  auto bytes = read_file(setup.root, menu_lst_path);
  return bytes ? MenuLst::parse(*bytes).option("kopt").value_or("") : "";
}

bool menu_is_right(const BootSetup& setup) {
  auto bytes = read_file(setup.root, menu_lst_path);
  return bytes && MenuLst::parse(*bytes).has_automagic_list() &&
         corrected_menu_lst(setup, *bytes) == *bytes;
}

// A changed kopt reaches the stanzas by update-grub only, which may get groot's form wrong again.
// When update-grub fails, the old menu.lst comes back: else the next run would find kopt right and
// leave the stanzas without it.
Outcome correct_menu(const BootSetup& setup) {
  auto bytes = read_file(setup.root, menu_lst_path);
  std::string before = kopt_of(setup);
  auto corrected = correct_menu_lst(setup);
  if (corrected && kopt_of(setup) != before) {
    if (auto updated = update_grub(setup); !updated) {
      auto restored = bytes ? atomic_save(setup.root, menu_lst_path, *bytes) : Outcome();
      return restored ? updated : restored;
    }
    corrected = correct_menu_lst(setup);
  }
  return corrected ? Outcome() : tl::unexpected(corrected.error());
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
      [=]() -> Outcome {
        auto written = correct_device_map(setup);
        return written ? Outcome() : tl::unexpected(written.error());
      });
  add(
      "install GRUB into the MBR of " + disk, [=] { return grub_is_installed(setup); },
      [=] { return install(setup); });
  add(
      "make menu.lst with update-grub", [=] { return menu_lists_kernels(setup); },
      [=] { return update_grub(setup); });
  add(
      "set the kernel's root= and GRUB's root in menu.lst", [=] { return menu_is_right(setup); },
      [=] { return correct_menu(setup); });
  add(
      "check what GRUB will boot", [=] { return check_outcome(setup).has_value(); },
      [=] { return check_outcome(setup); });
  return plan;
}

} // namespace netroot
