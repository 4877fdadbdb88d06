// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/verify.h"
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/kernel_options.h"
#include "grubfix/sanboot_files.h"
#include "grubfix/stage_files.h"
#include "system/file_stamp.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

using Level = Check::Level;

Check fine(std::string name, std::string text) {
  return {Level::Fine, std::move(name), std::move(text), ""};
}
Check warning(std::string name, std::string text, std::string hint) {
  return {Level::Warning, std::move(name), std::move(text), std::move(hint)};
}
Check blocking(std::string name, std::string text, std::string hint) {
  return {Level::Blocking, std::move(name), std::move(text), std::move(hint)};
}
Check blocking(std::string name, const Error& error) {
  return blocking(std::move(name), error.what, error.hint);
}

constexpr char regenerate[] = "Run grubfix regenerate.";
constexpr char install[] = "Run grubfix install.";

Check check_disk(const BootSetup& setup) {
  if (auto can = check_grub_legacy_can_boot(setup); !can)
    return blocking("disk", can.error());
  return fine("disk", setup.disk + ": MBR label, GRUB legacy can read /boot");
}

// GRUB boots with what is in /boot/grub; the package's newer files matter at the next install.
Check check_stage_files(const BootSetup& setup) {
  if (!exists(setup.root, std::string(grub_stage_folder) + "/stage2"))
    return blocking("stage files", std::string(grub_stage_folder) + "/stage2 is missing", install);
  if (!has_stage_package(setup.root))
    return warning("stage files",
                   "the package grub-legacy is not installed; this boots without it, but cannot be "
                   "put right when it breaks",
                   "Install it again (in a Debian 13, from /var/cache/netroot/grub-legacy.deb).");
  auto outdated = outdated_stage_files(setup.root);
  if (!outdated)
    return blocking("stage files", outdated.error());
  if (!outdated->empty())
    return warning("stage files",
                   "in " + std::string(grub_stage_folder) +
                       ", not as in the package grub-legacy: " + join(*outdated, ", "),
                   install);
  return fine("stage files", std::string(grub_stage_folder) + " is as in the package");
}

Check check_mbr(const BootSetup& setup) {
  auto found = read_installed_grub(setup.root, setup.disk);
  if (!found)
    return blocking("MBR", found.error());
  if (!found->stage1)
    return blocking("MBR", setup.disk + " does not begin with this GRUB legacy's stage1", install);
  if (!found->stage1_5)
    return blocking("MBR",
                    "behind the MBR of " + setup.disk + " there is not this GRUB's e2fs_stage1_5",
                    install);
  std::string looked_in = "(hd0," + std::to_string(found->partition - 1) + ")";
  if (looked_in != grub_root(setup))
    return blocking("MBR",
                    "GRUB looks for its files on " + looked_in + ", /boot is " + grub_root(setup),
                    install);
  if (!found->block_list)
    return blocking("MBR", "the list of sectors with stage1_5 on " + setup.disk + " is wrong",
                    install);
  std::string folder = grub_path(setup, grub_stage_folder);
  if (found->files != folder + "/stage2 " + folder + "/menu.lst")
    return blocking("MBR", "GRUB opens \"" + found->files + "\", not those in " + folder, install);
  return fine("MBR", "GRUB legacy, opens " + looked_in + found->files);
}

Check check_device_map(const BootSetup& setup) {
  auto bytes = read_file(setup.root, device_map_path);
  if (!bytes)
    return warning("device.map", bytes.error().what, regenerate);
  std::string device = DeviceMap::parse(*bytes).device("hd0").value_or("nothing");
  if (device != setup.disk)
    return warning("device.map", "(hd0) is " + device + ", not " + setup.disk, regenerate);
  return fine("device.map", "(hd0) is " + device);
}

Check check_options(const BootSetup& setup, const MenuLst& menu) {
  if (!menu.has_automagic_list())
    return warning("update-grub", std::string(menu_lst_path) + " has no list made by update-grub",
                   "Run update-grub, then grubfix regenerate.");
  std::string groot = menu.option("groot").value_or("missing");
  std::string root = root_of(menu.option("kopt").value_or(""));
  if (groot != grub_root(setup))
    return warning("update-grub", "\"# groot=\" is " + groot + ", not " + grub_root(setup),
                   regenerate);
  if (root != right_root(setup, root))
    return warning("update-grub",
                   "\"# kopt=\" has root=" + root + ", not " + right_root(setup, root), regenerate);
  return fine("update-grub", "kopt has root=" + root + ", groot is " + groot);
}

Check check_entry(const BootChoice& choice) {
  std::string text =
      "default entry " + std::to_string(choice.number) + ", \"" + choice.title + "\"";
  if (!choice.remark.empty())
    return warning("menu.lst", text + "; " + choice.remark,
                   "Write the number of an entry in the \"default\" line.");
  if (!choice.automagic)
    return warning("menu.lst", text + ", is none of update-grub's list and is not looked into",
                   "Start it once to be sure; grubfix looks after the entries in that list.");
  return fine("menu.lst", text);
}

Check check_roots(const BootSetup& setup, const BootChoice& choice) {
  if (choice.root != grub_root(setup))
    return blocking("root",
                    "the default entry's root line says \"" + choice.root + "\", /boot is " +
                        grub_root(setup),
                    regenerate);
  std::string root = root_of(choice.kernel_options);
  if (root != right_root(setup, root))
    return blocking("root",
                    "the default entry has root=" + root + ", not " + right_root(setup, root),
                    regenerate);
  return fine("root", "root " + choice.root + ", root=" + root);
}

Check check_kernel(const BootSetup& setup, const BootChoice& choice) {
  for (const std::string& file : {choice.kernel, choice.initrd})
    if (!file.empty() && !exists(setup.root, file))
      return blocking(
          "kernel", file + " of the default entry is missing",
          "Run update-grub, then grubfix regenerate; reinstall that kernel if it stays away.");
  if (choice.initrd.empty())
    return blocking("kernel",
                    "the default entry \"" + choice.title +
                        "\" has no initrd, and an AoE "
                        "root needs one",
                    "Run update-initramfs -c -k all, then update-grub.");
  return fine("kernel", choice.kernel + ", " + choice.initrd);
}

// A kernel with its initrd is written beside the old ones before those go.
Check check_room(const BootSetup& setup, const BootChoice& choice) {
  auto free = free_bytes(setup.root, "/boot");
  auto kernel = file_stamp(setup.root, choice.kernel),
       initrd = file_stamp(setup.root, choice.initrd);
  if (!free || !kernel || !initrd)
    return fine("room", "not looked at");
  unsigned long long needed = (kernel->size + initrd->size) * 5 / 4;
  std::string have = std::to_string(*free >> 20) + " MiB free in /boot";
  if (*free < needed)
    return warning("room",
                   have + ", the next kernel needs about " + std::to_string(needed >> 20) + " MiB",
                   "Remove old kernels (apt autoremove --purge).");
  return fine("room", have);
}

} // namespace

// Where there is none, the DHCP server's root-path alone starts the machine.
Check verify_sanboot(const BootSetup& setup) {
  auto script = read_file(setup.root, sanboot_script_path);
  auto identity = load_identity(setup.root);
  if (!script || !identity)
    return fine("sanboot", "no script in /etc/netroot");
  if (!is_in_step(*script, *identity))
    return warning("sanboot",
                   std::string(sanboot_script_path) + " does not start aoe:" + identity->target +
                       " through the ports of " + identity_path,
                   "Run grubfix regenerate, and publish the script again (grubfix sanboot).");
  return fine("sanboot", std::string(sanboot_script_path) + " starts aoe:" + identity->target);
}

bool has_blocking(const std::vector<Check>& checks) {
  return std::any_of(checks.begin(), checks.end(),
                     [](const Check& check) { return check.level == Level::Blocking; });
}

std::vector<Check> verify_all(const BootSetup& setup) {
  auto checks = verify_boot(setup);
  checks.push_back(verify_initrd(setup));
  checks.push_back(verify_reading(setup));
  return checks;
}

std::vector<Check> verify_boot(const BootSetup& setup) {
  std::vector<Check> checks = {check_disk(setup), check_stage_files(setup), check_mbr(setup),
                               check_device_map(setup)};
  auto bytes = read_file(setup.root, menu_lst_path);
  if (!bytes) {
    checks.push_back(
        blocking("menu.lst", bytes.error().what, "Run update-grub, then grubfix regenerate."));
    return checks;
  }
  MenuLst menu = MenuLst::parse(*bytes);
  checks.push_back(check_options(setup, menu));
  auto choice = read_boot_choice(setup, menu);
  if (!choice) {
    checks.push_back(blocking("menu.lst", choice.error()));
    return checks;
  }
  checks.push_back(check_entry(*choice));
  if (!choice->automagic) { // what it starts, a person has to know
    checks.push_back(verify_sanboot(setup));
    return checks;
  }
  checks.push_back(check_roots(setup, *choice));
  checks.push_back(check_kernel(setup, *choice));
  checks.push_back(check_room(setup, *choice));
  checks.push_back(verify_sanboot(setup));
  return checks;
}

} // namespace netroot
