// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/verify.h"
#include "system/files.h"
#include "system/text.h"

namespace netroot {
namespace {

constexpr char update[] = "Run update-initramfs -u -k all (package netroot must be installed).";

struct Contents {
  bool module = false, script = false, stock_script = false;
};

Contents contents_of(const std::string& listing) {
  Contents found;
  for (const std::string& name : lines(listing)) {
    found.module = found.module || name.find("/aoe/aoe.ko") != name.npos;
    found.script = found.script || name.ends_with("scripts/local-top/netroot");
    found.stock_script = found.stock_script || name.ends_with("scripts/local-top/aoe");
  }
  return found;
}

bool built_in(const BootSetup& setup, const std::string& kernel) {
  std::string version = kernel.substr(std::min(kernel.find("vmlinuz-"), kernel.size()));
  if (version.empty())
    return false;
  auto names = read_file(setup.root, "/lib/modules/" + version.substr(8) + "/modules.builtin");
  return names && names->find("/aoe/aoe.ko") != std::string::npos;
}

// A bare directory tree (--root) has no lsinitramfs; the caller's reads its files as well.
Command list_command(const BootSetup& setup, const std::string& initrd) {
  Command command;
  command.timeout = std::chrono::seconds(300);
  bool inside = setup.root.is_host() || exists(setup.root, "/usr/bin/lsinitramfs");
  command.where = inside ? setup.where : Where(OnHost{});
  command.argv = {"lsinitramfs", inside ? initrd : setup.root.at(initrd).string()};
  return command;
}

Check judge(const BootSetup& setup, const BootChoice& choice, const Contents& found) {
  std::string name = "initrd";
  if (!found.module && !built_in(setup, choice.kernel))
    return {Check::Level::Blocking, name, choice.initrd + " does not hold the module aoe", update};
  if (!found.script)
    return {Check::Level::Blocking, name,
            choice.initrd + " has no scripts/local-top/netroot, which brings the AoE disk up",
            update};
  if (found.stock_script)
    return {
        Check::Level::Warning, name,
        choice.initrd +
            " also has scripts/local-top/aoe, which may end the boot before root is there",
        "Remove /etc/initramfs-tools/scripts/local-top/aoe unless you put it there on purpose. " +
            std::string(update)};
  return {Check::Level::Fine, name, "aoe and scripts/local-top/netroot are in it", ""};
}

} // namespace

Check verify_initrd(const BootSetup& setup) {
  auto blocked = [](const Error& error) {
    return Check{Check::Level::Blocking, "initrd", error.what, error.hint};
  };
  auto bytes = read_file(setup.root, menu_lst_path);
  if (!bytes)
    return blocked(bytes.error());
  auto choice = read_boot_choice(setup, MenuLst::parse(*bytes));
  if (!choice)
    return blocked(choice.error());
  if (choice->initrd.empty())
    return blocked(
        {"the default entry has no initrd", "Run update-initramfs -c -k all, then update-grub."});
  auto listing = setup.runner.must(list_command(setup, choice->initrd));
  if (!listing)
    return blocked({listing.error().what, "Is " + choice->initrd + " whole? " + update});
  return judge(setup, *choice, contents_of(listing->out));
}

} // namespace netroot
