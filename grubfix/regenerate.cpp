// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/regenerate.h"
#include "grubfix/automagic.h"
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/history.h"
#include "grubfix/initrd_checks.h"
#include "grubfix/kernel_options.h"
#include "grubfix/sanboot_files.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"

namespace netroot {
namespace {

constexpr char update_grub[] = "/usr/sbin/update-grub";
constexpr char diverted_update_grub[] = "/usr/sbin/update-grub.netroot-diverted";
constexpr char saved_default[] = "/boot/grub/default";

// Those that may be named; what is wrong with the others goes to `left_out`.
std::vector<InstalledKernel> bootable_kernels(const BootSetup& setup, InitrdChecks& checks,
                                              std::vector<LeftOut>& left_out) {
  std::vector<InstalledKernel> kernels;
  for (const InstalledKernel& kernel : installed_kernels(setup.root))
    if (std::string why = checks.fault(kernel); why.empty())
      kernels.push_back(kernel);
    else
      left_out.push_back({kernel.version, why});
  return kernels;
}

void add_change(Regeneration& plan, const BootSetup& setup, const char* path,
                const std::string& after) {
  auto before = read_file(setup.root, path);
  // a write in place that a power cut ended: the right bytes are beside the file, not in it
  bool torn = exists(setup.root, std::string(path) + ".netroot-save");
  if (!before || *before != after || torn)
    plan.changes.push_back({path, before ? std::optional(*before) : std::nullopt, after});
}

// The number in the first line; what stands below it stays.
void plan_saved_default(Regeneration& plan, const BootSetup& setup, const MenuLst& before,
                        const MenuLst& after) {
  auto entry = before.default_entry();
  auto file = read_file(setup.root, saved_default);
  if (!entry || !entry->saved || !file)
    return;
  size_t end = std::min(file->find('\n'), file->size());
  auto number = parse_number(trim(file->substr(0, end)));
  if (!number || *number > 9999)
    return;
  if (auto moved = moved_saved_default(before, after, static_cast<unsigned>(*number)))
    add_change(plan, setup, saved_default, std::to_string(*moved) + file->substr(end));
}

Outcome refuse_worse(const BootSetup& setup, const MenuLst& before, const MenuLst& after) {
  std::string fault = default_entry_fault(setup, after);
  if (fault.empty() || !default_entry_fault(setup, before).empty())
    return {};
  return failure("the default entry would not boot: " + fault,
                 std::string(menu_lst_path) + " is as it was. Look at its \"default\" line.");
}

Outcome refuse_no_kernel(const std::vector<LeftOut>& left_out) {
  std::string why = left_out.empty() ? "there is no kernel in /boot" : "";
  for (const LeftOut& kernel : left_out)
    why += (why.empty() ? "" : "; ") + kernel.why;
  return failure("no kernel in /boot could bring this system up: " + why,
                 std::string(menu_lst_path) +
                     " is as it was. Run update-initramfs -u -k all and try again.");
}

} // namespace

std::string default_entry_fault(const BootSetup& setup, const MenuLst& menu) {
  auto choice = read_boot_choice(setup, menu);
  if (!choice)
    return choice.error().what;
  if (choice->initrd.empty())
    return "entry \"" + choice->title + "\" has no initrd, and an AoE root needs one";
  for (const std::string& file : {choice->kernel, choice->initrd})
    if (!exists(setup.root, file))
      return file + " is missing";
  if (choice->root != grub_root(setup))
    return "its root line says \"" + choice->root + "\", /boot is " + grub_root(setup);
  std::string root = root_of(choice->kernel_options);
  if (root != right_root(setup, root))
    return "it has root=" + root + ", not " + right_root(setup, root);
  return {};
}

bool needs_update_grub(const BootSetup& setup) {
  auto bytes = read_file(setup.root, menu_lst_path);
  return !bytes || !MenuLst::parse(*bytes).has_options();
}

Outcome run_update_grub(const BootSetup& setup) {
  bool diverted = exists(setup.root, diverted_update_grub);
  Command command;
  command.argv = {diverted ? diverted_update_grub : update_grub};
  command.timeout = std::chrono::seconds(300);
  command.where = setup.where;
  auto finished = setup.runner.must(command);
  if (!finished)
    return failure(finished.error().what,
                   "update-grub stops without a word when grub-probe cannot find the disk of /: "
                   "try grub-probe --device-map=" +
                       std::string(device_map_path) + " -t device / there.");
  if (needs_update_grub(setup))
    return failure("update-grub ran, but left no list of kernels in " + std::string(menu_lst_path),
                   "Is it the one of the package grub-legacy?");
  return {};
}

Result<Regeneration> plan_regeneration(const BootSetup& setup, const std::string& identity,
                                       InitrdChecks& checks) {
  auto bytes = read_file(setup.root, menu_lst_path);
  const MenuLst before = MenuLst::parse(bytes ? *bytes : "");
  if (!bytes || !before.has_options())
    return failure(bytes
                       ? std::string(menu_lst_path) + " has no list of kernels made by update-grub"
                       : bytes.error().what,
                   "Run update-grub, which makes it.");
  Regeneration plan;
  auto kernels = bootable_kernels(setup, checks, plan.left_out);
  if (kernels.empty())
    return tl::unexpected(refuse_no_kernel(plan.left_out).error());
  auto map = corrected_device_map(setup);
  if (!map)
    return tl::unexpected(map.error());
  add_change(plan, setup, device_map_path, *map);
  plan_sanboot_files(setup.root, identity, plan.changes);
  MenuLst menu = before;
  correct_menu(setup, menu);
  regenerate_stanzas(menu, {setup.root, std::move(kernels), grub_path(setup, "/boot")});
  if (auto fine = refuse_worse(setup, before, menu); !fine)
    return tl::unexpected(fine.error());
  plan_saved_default(plan, setup, before, menu);
  add_change(plan, setup, menu_lst_path, menu.text());
  return plan;
}

Result<Regeneration> regenerate(const BootSetup& setup, const std::string& identity,
                                const std::string& reason) {
  if (needs_update_grub(setup)) {
    // update-grub guesses the drives where there is no device.map, and gets them wrong
    if (auto map = correct_device_map(setup); !map)
      return tl::unexpected(map.error());
    if (auto made = run_update_grub(setup); !made)
      return tl::unexpected(made.error());
  }
  InitrdChecks checks(setup.root, identity);
  auto plan = plan_regeneration(setup, identity, checks);
  if (auto kept = checks.save(); !kept)
    log::warning(kept.error().what); // they are read again next time
  if (!plan || plan->changes.empty())
    return plan;
  auto number = record_change(setup.root, reason, plan->changes);
  if (!number)
    return tl::unexpected(number.error());
  if (auto applied = apply_changes(setup.root, plan->changes); !applied) {
    auto forgotten = forget_change(setup.root, *number);
    return tl::unexpected(forgotten ? applied.error() : forgotten.error());
  }
  return plan;
}

} // namespace netroot
