// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/grub_shell.h"
#include "grubfix/identity.h"
#include "grubfix/initrd_checks.h"
#include "grubfix/initrd_contents.h"
#include "grubfix/verify.h"
#include "system/files.h"

namespace netroot {
namespace {

constexpr char update[] = "Run update-initramfs -u -k all (package netroot must be installed).";

Check blocked(const char* name, const std::string& what, const std::string& hint) {
  return {Check::Level::Blocking, name, what, hint};
}

Result<BootChoice> default_choice(const BootSetup& setup) {
  auto bytes = read_file(setup.root, menu_lst_path);
  if (!bytes)
    return tl::unexpected(bytes.error());
  return read_boot_choice(setup, MenuLst::parse(*bytes));
}

// The kernel's own name says its version; "vmlinuz" is a link to it.
std::string version_of(const BootSetup& setup, const std::string& kernel) {
  constexpr std::string_view stem = "vmlinuz-";
  auto real = setup.root.follow(kernel);
  std::string name = real ? real->filename().string() : kernel;
  size_t at = name.rfind(stem);
  return at == name.npos ? "" : name.substr(at + stem.size());
}

Check judge(const BootSetup& setup, const BootChoice& choice, const InitrdContents& contents) {
  auto identity = read_file(setup.root, identity_path);
  if (!identity)
    return blocked("initrd", identity.error().what, identity.error().hint);
  std::string version = version_of(setup, choice.kernel);
  std::string fault =
      initrd_fault(contents, version, *identity, aoe_is_built_in(setup.root, version));
  if (!fault.empty())
    return blocked("initrd", choice.initrd + ": " + fault, update);
  if (contents.stock_script)
    return {Check::Level::Warning, "initrd",
            choice.initrd +
                " also has scripts/local-top/aoe, which may end the boot before root is there",
            "Remove /etc/initramfs-tools/scripts/local-top/aoe unless you put it there on "
            "purpose. " +
                std::string(update)};
  if (is_stale(contents, *identity))
    return {Check::Level::Warning, "initrd",
            choice.initrd + " has other ports, another timeout or another tuning than " +
                identity_path,
            update};
  return {Check::Level::Fine, "initrd", "aoe, scripts/local-top/netroot and the identity are in it",
          ""};
}

// GRUB reads the disk behind the mounted file system's back.
Outcome sync_boot(const BootSetup& setup) {
  Command command;
  command.argv = {"sync", "--file-system", "/boot"};
  command.timeout = std::chrono::seconds(300);
  command.where = setup.where;
  auto finished = setup.runner.must(command);
  return finished ? Outcome() : tl::unexpected(finished.error());
}

} // namespace

Check verify_initrd(const BootSetup& setup) {
  auto choice = default_choice(setup);
  if (!choice)
    return blocked("initrd", choice.error().what, choice.error().hint);
  if (!choice->automagic)
    return {Check::Level::Fine, "initrd", "not looked into: the default entry is a person's", ""};
  if (choice->initrd.empty())
    return blocked("initrd", "the default entry has no initrd",
                   "Run update-initramfs -c -k all, then update-grub.");
  auto contents = read_initrd(setup.root, choice->initrd);
  if (!contents)
    return blocked("initrd", contents.error().what, update);
  return judge(setup, *choice, *contents);
}

Check verify_reading(const BootSetup& setup) {
  auto choice = default_choice(setup);
  if (!choice)
    return blocked("reading", choice.error().what, choice.error().hint);
  std::vector<std::string> files = {std::string(grub_folder) + "/stage2", menu_lst_path};
  for (const std::string& file : {choice->kernel, choice->initrd})
    if (!file.empty() && choice->automagic)
      files.push_back(file);
  for (std::string& file : files)
    file = grub_path(setup, file);
  if (!exists(setup.root, device_map_path)) // the shell would look for disks for half a minute
    return {Check::Level::Warning, "reading", "not tried: there is no device.map",
            "Run grubfix regenerate."};
  if (auto synced = sync_boot(setup); !synced)
    return blocked("reading", synced.error().what, synced.error().hint);
  auto read = check_grub_finds(setup.runner, setup.where, device_map_path, setup.disk,
                               grub_root(setup), files);
  if (!read && read.error().kind == Error::Kind::Usage)
    return {Check::Level::Warning, "reading", "not tried: " + read.error().what, read.error().hint};
  if (!read)
    return blocked("reading", read.error().what, read.error().hint);
  return {Check::Level::Fine, "reading",
          choice->automagic ? "GRUB's shell finds the kernel and initrd"
                            : "GRUB's shell finds stage2 and menu.lst",
          ""};
}

} // namespace netroot
