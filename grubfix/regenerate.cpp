// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/regenerate.h"
#include "grubfix/automagic.h"
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/history.h"
#include "grubfix/initrd_checks.h"
#include "grubfix/kernel_options.h"
#include "grubfix/sanboot_files.h"
#include "system/file_lock.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include <algorithm>
#include <filesystem>

namespace netroot {
namespace {

constexpr char update_grub[] = "/usr/sbin/update-grub";
constexpr char diverted_update_grub[] = "/usr/sbin/update-grub.netroot-diverted";
// With the guard, update-grub without an original behind it is the guard, which calls grubfix.
constexpr char guard[] = "/usr/lib/netroot/guard.sh";
constexpr char lock_path[] = "/var/lib/netroot/lock";
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

std::optional<std::string> present(const RootDir& root, const char* path) {
  auto bytes = read_file(root, path);
  return bytes ? std::optional(*bytes) : std::nullopt;
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

Outcome run_update_grub(const BootSetup& setup) {
  bool diverted = exists(setup.root, diverted_update_grub);
  if (!diverted && exists(setup.root, guard))
    return failure("update-grub has to run once, to make its list in " +
                       std::string(menu_lst_path) + ", and it is not installed",
                   "Install the package grub-legacy, then run grubfix install.");
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
  add_change(plan, setup, device_map_path, present(setup.root, device_map_path), *map);
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

namespace {

// menu.lst and device.map as they were before update-grub had to make the former.
struct Originals {
  bool made = false; // update-grub was run
  std::optional<std::string> menu, map;
};

Result<Originals> make_list(const BootSetup& setup) {
  Originals before{needs_update_grub(setup), present(setup.root, menu_lst_path),
                   present(setup.root, device_map_path)};
  if (!before.made)
    return before;
  // update-grub guesses the drives where there is no device.map, and gets them wrong
  if (auto map = correct_device_map(setup); !map)
    return tl::unexpected(map.error());
  auto made = run_update_grub(setup);
  if (made)
    return before;
  if (before.menu) // it may have been cut off in the middle
    if (auto restored = atomic_save(setup.root, menu_lst_path, *before.menu); !restored)
      return tl::unexpected(restored.error());
  return tl::unexpected(made.error());
}

void take_in(Regeneration& plan, const BootSetup& setup, const char* path,
             const std::optional<std::string>& before) {
  auto same = [&](const FileChange& change) { return change.path == path; };
  auto found = std::find_if(plan.changes.begin(), plan.changes.end(), same);
  if (found == plan.changes.end())
    found = plan.changes.insert(found, {path, before, present(setup.root, path)});
  found->before = before;
  if (found->before == found->after)
    plan.changes.erase(found);
}

Outcome carry_out(const BootSetup& setup, const std::string& reason, const Regeneration& plan) {
  auto number = record_change(setup.root, reason, plan.changes);
  if (!number)
    return tl::unexpected(number.error());
  auto applied = apply_changes(setup.root, plan.changes);
  if (applied || !is_as_before(setup.root, plan.changes))
    return applied; // the record is what undo goes by
  if (auto forgotten = forget_change(setup.root, *number); !forgotten)
    log::warning(forgotten.error().what);
  return applied;
}

} // namespace

Outcome change_device_map(const BootSetup& setup, const std::string& reason) {
  auto lock = FileLock::take(setup.root, lock_path);
  auto map = corrected_device_map(setup);
  if (!lock || !map)
    return tl::unexpected(lock ? map.error() : lock.error());
  if (auto made = make_dirs(setup.root, grub_folder); !made)
    return made;
  Regeneration plan;
  add_change(plan, setup, device_map_path, present(setup.root, device_map_path), *map);
  return plan.changes.empty() ? Outcome() : carry_out(setup, reason, plan);
}

Result<Regeneration> regenerate(const BootSetup& setup, const std::string& identity,
                                const std::string& reason, const std::string& about) {
  auto lock = FileLock::take(setup.root, lock_path);
  if (!lock)
    return tl::unexpected(lock.error());
  auto before = make_list(setup);
  if (!before)
    return tl::unexpected(before.error());
  InitrdChecks checks(setup.root, identity);
  auto plan = plan_regeneration(setup, identity, checks, about);
  if (auto kept = checks.save(); !kept)
    log::warning(kept.error().what); // they are read again next time
  if (!plan)
    return plan;
  if (before->made) { // what update-grub and the making of device.map for it changed, too
    take_in(*plan, setup, device_map_path, before->map);
    take_in(*plan, setup, menu_lst_path, before->menu);
  }
  if (plan->changes.empty())
    return plan;
  auto done = carry_out(setup, reason, *plan);
  return done ? plan : Result<Regeneration>(tl::unexpected(done.error()));
}

} // namespace netroot
