// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that change files: regenerate, install, undo.
#include "grubfix/boot_files.h"
#include "grubfix/identity.h"
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
    print("# kernel " + kernel.version + " is left out: " + kernel.why + "\n");
  return show(setup, plan->changes, runner);
}

void report(const Regeneration& made) {
  for (const FileChange& change : made.changes) {
    log::info("regenerated " + change.path);
    print("netroot: " + change.path + " is right again\n");
  }
}

// A kernel that menu.lst must not name is an error; in a hook, only the kernel that it is about:
// update-initramfs -k all takes them one by one.
Outcome complain_of(const std::vector<LeftOut>& left_out, const Options& options) {
  std::string what, version;
  for (const LeftOut& kernel : left_out) {
    std::string line = "kernel " + kernel.version + " is not in menu.lst: " + kernel.why;
    bool ours =
        options.hook.empty() || options.arguments.empty() || options.arguments[0] == kernel.version;
    if (!ours) {
      log::warning(line);
      fprintf(stderr, "grubfix: warning: %s\n", line.c_str());
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

// After a kernel came or went: the next boot, as far as files tell.
Outcome refuse_blocking(const BootSetup& setup) {
  auto checks = verify_boot(setup);
  for (const Check& check : checks)
    if (check.level == Check::Level::Blocking)
      return failure("the next boot would fail: " + check.name + ": " + check.text, check.hint);
  return {};
}

bool has_nothing_to_keep(const Options& options) {
  // A kernel may be installed where the disk is not ours yet, as in an image being built, or before
  // the boot loader, or where another boot loader starts it.
  return !options.hook.empty() &&
         (!exists(options.root, identity_path) || !exists(options.root, menu_lst_path));
}

} // namespace

Result<int> regenerate_command(const Options& options, Runner& runner) {
  if (has_nothing_to_keep(options))
    return 0;
  auto setup = load_setup(options, runner);
  auto identity = read_file(options.root, identity_path);
  if (!setup || !identity)
    return tl::unexpected(setup ? identity.error() : setup.error());
  if (options.dry_run)
    return show_regeneration(*setup, *identity, runner);
  auto made = regenerate(*setup, *identity, reason_of(options));
  if (!made)
    return tl::unexpected(made.error());
  report(*made);
  if (auto all = complain_of(made->left_out, options); !all)
    return tl::unexpected(all.error());
  bool kernel_hook = !options.hook.empty() && options.hook != "initramfs";
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
