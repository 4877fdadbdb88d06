// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that change files: regenerate, install, undo.
#include "grubfix/boot_files.h"
#include "grubfix/history.h"
#include "grubfix/identity.h"
#include "grubfix/installed_kernels.h"
#include "grubfix/program/commands.h"
#include "grubfix/program/load.h"
#include "grubfix/regenerate.h"
#include "grubfix/undo.h"
#include "grubfix/verify.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include <algorithm>
#include <cstdio>

namespace netroot {
namespace {

class PlainProgress : public Progress {
public:
  void begin(const std::string&, int) override {}
  void step(int number, const std::string& text) override {
    printf("%d. %s\n", number + 1, text.c_str());
  }
  void note(const std::string&) override {}
  void end() override {}
};

std::string reason_of(const Options& options) {
  std::string reason = options.command;
  if (!options.hook.empty())
    reason += " --hook " + options.hook;
  return options.arguments.empty() ? reason : reason + " " + join(options.arguments, " ");
}

Result<int> show(const BootSetup& setup, const std::vector<FileChange>& changes, Runner& runner) {
  auto diff = unified_diff(setup.root, changes, runner);
  if (!diff)
    return tl::unexpected(diff.error());
  print(*diff);
  return 0;
}

Result<int> show_regeneration(const BootSetup& setup, const std::string& identity, Runner& runner) {
  InitrdChecks checks(setup.root, identity);
  auto plan = plan_regeneration(setup, identity, checks);
  if (!plan)
    return tl::unexpected(plan.error());
  for (const LeftOut& kernel : plan->left_out)
    print("# kernel " + kernel.version + ": " + kernel.why + "\n");
  return show(setup, plan->changes, runner);
}

void report(const Regeneration& made) {
  for (const FileChange& change : made.changes) {
    log::info("regenerated " + change.path);
    print("netroot: " + change.path + " is right again\n");
  }
}

void warn(const std::string& line) {
  log::warning(line);
  fprintf(stderr, "grubfix: warning: %s\n", line.c_str());
}

// The kernel, or package, that a hook is about; empty by hand.
std::string about(const Options& options) {
  return options.hook.empty() || options.arguments.empty() ? "" : options.arguments[0];
}

// A kernel that menu.lst must not name is an error; in a hook, only the kernel that it is about:
// update-initramfs -k all takes them one by one, and other packages are not to blame for any.
Outcome complain_of(const std::vector<LeftOut>& left_out, const Options& options) {
  std::string what, version;
  for (const LeftOut& kernel : left_out) {
    std::string line = "kernel " + kernel.version + " is " +
                       (kernel.named ? "still in menu.lst: " : "not in menu.lst: ") + kernel.why;
    if (!options.hook.empty() && about(options) != kernel.version) {
      warn(line);
      continue;
    }
    what += (what.empty() ? "" : "\n") + line;
    version = version.empty() ? kernel.version : version;
  }
  if (what.empty())
    return {};
  return failure(what, "The kernels that menu.lst names still boot. Run update-initramfs -u -k " +
                           version + " (-c when there is none), then grubfix regenerate.");
}

// After a kernel came or went: what menu.lst would start. What else is wrong with the disk is said,
// and is not the kernel's fault; a boot sector of something else may be meant.
Outcome refuse_blocking(const BootSetup& setup) {
  for (const Check& check : verify_boot(setup)) {
    if (check.level != Check::Level::Blocking)
      continue;
    std::string line = check.name + ": " + check.text;
    if (check.name == "menu.lst" || check.name == "root" || check.name == "kernel")
      return failure("the next boot would fail: " + line, check.hint);
    warn(line + " (" + check.hint + ")");
  }
  return {};
}

// A kernel may be installed where the disk is not ours yet, as in an image being built, or before
// the boot loader. But where grubfix has written a menu.lst before, somebody has taken it away.
Result<bool> has_nothing_to_keep(const Options& options) {
  if (options.hook.empty())
    return false;
  if (!exists(options.root, identity_path))
    return true;
  if (exists(options.root, menu_lst_path))
    return false;
  if (list_dir(options.root, history_folder).empty())
    return true;
  return failure(std::string(menu_lst_path) + " is gone: the next boot would end at GRUB's prompt",
                 "Run grubfix install, which makes it again.");
}

// The last kernel's files are gone when its postrm calls. A failure would bring none back, and
// leaves dpkg with a half-removed package that apt takes for installed: "apt install" of that
// kernel would then do nothing.
bool last_kernel_went(const Options& options) {
  if (options.hook != "postrm" || !installed_kernels(options.root).empty())
    return false;
  warn("no kernel is left in /boot: the next boot would fail. Install one before you reboot "
       "(apt-get install linux-image-amd64); " +
       std::string(menu_lst_path) + " is as it was");
  return true;
}

} // namespace

Result<int> regenerate_command(const Options& options, Runner& runner) {
  auto nothing = has_nothing_to_keep(options);
  if (!nothing || *nothing)
    return nothing ? Result<int>(0) : tl::unexpected(nothing.error());
  auto setup = load_setup(options, runner);
  auto identity = read_file(options.root, identity_path);
  if (!setup || !identity)
    return tl::unexpected(setup ? identity.error() : setup.error());
  if (options.dry_run)
    return show_regeneration(*setup, *identity, runner);
  if (last_kernel_went(options))
    return 0;
  auto made = regenerate(*setup, *identity, reason_of(options), about(options));
  if (!made)
    return tl::unexpected(made.error());
  report(*made);
  if (auto all = complain_of(made->left_out, options); !all)
    return tl::unexpected(all.error());
  bool kernel_hook = options.hook == "postinst" || options.hook == "postrm";
  if (auto boots = kernel_hook ? refuse_blocking(*setup) : Outcome(); !boots)
    return tl::unexpected(boots.error());
  return 0;
}

Result<int> undo_command(const Options& options, Runner& runner) {
  auto setup = load_setup(options, runner);
  if (!setup)
    return tl::unexpected(setup.error());
  auto record = find_undo(*setup, options.force);
  if (!record)
    return tl::unexpected(record.error());
  if (!*record) {
    print("There is no change to take back.\n");
    return 0;
  }
  const Recorded& change = **record;
  if (options.dry_run)
    return show(*setup, change.changes, runner);
  if (auto undone = undo_change(*setup, change); !undone)
    return tl::unexpected(undone.error());
  log::info("took back \"grubfix " + change.reason + "\" of " + change.time);
  print("Took back \"grubfix " + change.reason + "\" of " + change.time + ":\n");
  for (const FileChange& file : change.changes)
    print("  " + file.path + "\n");
  return 0;
}

Result<int> install_command(const Options& options, Runner& runner) {
  auto setup = load_setup(options, runner);
  if (!setup)
    return tl::unexpected(setup.error());
  Plan plan = grub_legacy_plan(*setup);
  if (options.dry_run) {
    auto text = describe(plan);
    if (!text)
      return tl::unexpected(text.error());
    print(*text);
    return 0;
  }
  PlainProgress progress;
  if (auto done = carry_out(plan, "GRUB legacy", progress); !done)
    return tl::unexpected(done.error());
  return 0;
}

} // namespace netroot
