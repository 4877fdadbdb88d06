// SPDX-License-Identifier: GPL-2.0-or-later
// What regenerate would do; regenerate.cpp does it.
#include "grubfix/automagic.h"
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/initrd_checks.h"
#include "grubfix/kernel_options.h"
#include "grubfix/regenerate.h"
#include "grubfix/sanboot_files.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>
#include <filesystem>

namespace netroot {
namespace {

constexpr char saved_default[] = "/boot/grub/default";

struct Looked {
  InstalledKernel kernel;
  std::string fault; // empty: it may be named
};

// Read before menu.lst is, for it takes seconds a kernel: what is edited meanwhile is not lost.
std::vector<Looked> look_at_kernels(const BootSetup& setup, InitrdChecks& checks) {
  std::vector<Looked> looked;
  for (const InstalledKernel& kernel : installed_kernels(setup.root))
    looked.push_back({kernel, checks.fault(kernel)});
  return looked;
}

bool is_named(const MenuLst& menu, const InstalledKernel& kernel) {
  for (size_t line : menu.automagic_lines()) {
    const MenuLine& one = menu.lines()[line];
    bool loads = one.command() == "kernel" || one.command() == "module";
    if (loads && one.argument(0).ends_with("/" + kernel.file))
      return true;
  }
  return false;
}

// Those that are to be named, in their order; what is wrong with others goes to `left_out`.
std::vector<InstalledKernel> kernels_to_name(const std::vector<Looked>& looked, const MenuLst& menu,
                                             const std::string& about,
                                             std::vector<LeftOut>& left_out) {
  std::vector<InstalledKernel> kernels;
  for (const auto& [kernel, fault] : looked) {
    bool stays = !about.empty() && kernel.version != about && is_named(menu, kernel);
    if (!fault.empty())
      left_out.push_back({kernel.version.empty() ? kernel.file : kernel.version, fault, stays});
    if (fault.empty() || stays)
      kernels.push_back(kernel);
  }
  return kernels;
}

bool any_good(const std::vector<Looked>& looked) {
  return std::any_of(looked.begin(), looked.end(),
                     [](const Looked& one) { return one.fault.empty(); });
}

void add_change(Regeneration& plan, const BootSetup& setup, const char* path,
                const std::optional<std::string>& before, const std::string& after) {
  // a write in place that a power cut ended: the right bytes are beside the file, not in it
  auto real = setup.root.follow(path);
  std::error_code ignored;
  bool torn = real && std::filesystem::exists(real->string() + ".netroot-save", ignored);
  if (before != after || torn)
    plan.changes.push_back({path, before, after});
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
    add_change(plan, setup, saved_default, *file, std::to_string(*moved) + file->substr(end));
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
  if (!choice->automagic)
    return {};
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

Result<Regeneration> plan_regeneration(const BootSetup& setup, const std::string& identity,
                                       InitrdChecks& checks, const std::string& about) {
  const std::vector<Looked> looked = look_at_kernels(setup, checks);
  auto bytes = read_file(setup.root, menu_lst_path);
  const MenuLst before = MenuLst::parse(bytes ? *bytes : "");
  if (!bytes || !before.has_options())
    return failure(bytes
                       ? std::string(menu_lst_path) + " has no list of kernels made by update-grub"
                       : bytes.error().what,
                   "Run update-grub, which makes it.");
  Regeneration plan;
  auto kernels = kernels_to_name(looked, before, about, plan.left_out);
  if (!any_good(looked))
    return tl::unexpected(refuse_no_kernel(plan.left_out).error());
  auto map = corrected_device_map(setup);
  if (!map)
    return tl::unexpected(map.error());
  add_change(plan, setup, device_map_path, bytes_of(setup.root, device_map_path), *map);
  plan_sanboot_files(setup.root, identity, plan.changes);
  MenuLst menu = before;
  correct_menu(setup, menu);
  regenerate_stanzas(menu, {setup.root, std::move(kernels), grub_path(setup, "/boot")});
  if (auto fine = refuse_worse(setup, before, menu); !fine)
    return tl::unexpected(fine.error());
  plan_saved_default(plan, setup, before, menu);
  add_change(plan, setup, menu_lst_path, *bytes, menu.text());
  return plan;
}

} // namespace netroot
