// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/program/commands.h"
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/installed_system.h"
#include "grubfix/sanboot.h"
#include "grubfix/verify.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include <cstdio>

namespace netroot {
namespace {

void print(const std::string& text) {
  fputs(text.c_str(), stdout);
}

Result<BootSetup> load_setup(const Options& options, Runner& runner) {
  auto identity = load_identity(options.root);
  if (!identity)
    return tl::unexpected(identity.error());
  return setup_of_installed_system(options.root, runner, *identity);
}

std::string sysfs(const RootDir& root, const Identity& identity, const char* attribute) {
  auto line = read_line(root, "/sys/block/etherd!" + identity.target + "/" + attribute);
  return line ? *line : "unknown";
}

std::string default_entry(const BootSetup& setup) {
  auto bytes = read_file(setup.root, menu_lst_path);
  if (!bytes)
    return bytes.error().what;
  auto choice = read_boot_choice(setup, MenuLst::parse(*bytes));
  return choice ? choice->kernel + " " +
                      choice->kernel_options.substr(std::min(choice->kernel_options.find("root="),
                                                             choice->kernel_options.size()))
                : choice.error().what;
}

const char* word_for(Check::Level level) {
  return level == Check::Level::Fine      ? "ok"
         : level == Check::Level::Warning ? "warning"
                                          : "BLOCKING";
}

void print_check(const Check& check) {
  printf("%-8s  %-11s  %s\n", word_for(check.level), check.name.c_str(), check.text.c_str());
  if (!check.hint.empty())
    printf("%23s%s\n", "", check.hint.c_str());
}

class PlainProgress : public Progress {
public:
  void begin(const std::string&, int) override {}
  void step(int number, const std::string& text) override {
    printf("%d. %s\n", number + 1, text.c_str());
  }
  void note(const std::string&) override {}
  void end() override {}
};

// What regenerate would change, line by line, as "-old" and "+new".
void print_changes(const std::string& path, const std::string& before, const std::string& after) {
  auto old_lines = lines(before), new_lines = lines(after);
  for (size_t i = 0; i < new_lines.size(); i++)
    if (i >= old_lines.size() || old_lines[i] != new_lines[i])
      printf("%s:%zu\n  -%s\n  +%s\n", path.c_str(), i + 1,
             i < old_lines.size() ? old_lines[i].c_str() : "", new_lines[i].c_str());
}

Result<int> show_changes(const BootSetup& setup) {
  auto map = read_file(setup.root, device_map_path);
  DeviceMap wanted = DeviceMap::parse(map ? *map : "");
  if (wanted.set("hd0", setup.disk))
    print_changes(device_map_path, map ? *map : "", wanted.text());
  auto menu = read_file(setup.root, menu_lst_path);
  if (!menu)
    return tl::unexpected(menu.error());
  print_changes(menu_lst_path, *menu, corrected_menu_lst(setup, *menu));
  return 0;
}

} // namespace

Result<int> status_command(const Options& options, Runner& runner) {
  auto identity = load_identity(options.root);
  if (!identity)
    return tl::unexpected(identity.error());
  auto setup = setup_of_installed_system(options.root, runner, *identity);
  if (!setup)
    return tl::unexpected(setup.error());
  auto attribute = [&](const char* name) { return sysfs(options.root, *identity, name); };
  auto blocks = parse_number(attribute("size"));
  print("target    " + identity->target + ", state " + attribute("state") +
        (blocks ? ", " + std::to_string(*blocks / 2048) + " MiB" : "") + "\n");
  print("through   " + attribute("netif") + ", from " + attribute("mac") + "; configured " +
        (identity->macs.empty() ? "any port" : join(identity->macs, " ")) + "\n");
  print("root      " + partition_name(setup->disk, setup->root_partition) + "\n");
  print("boot      " +
        partition_name(setup->disk,
                       setup->boot_partition ? setup->boot_partition : setup->root_partition) +
        ", GRUB's " + grub_root(*setup) + "\n");
  print("default   " + default_entry(*setup) + "\n");
  return 0;
}

Result<int> verify_command(const Options& options, Runner& runner) {
  auto setup = load_setup(options, runner);
  if (!setup)
    return tl::unexpected(setup.error());
  auto checks = verify_boot(*setup);
  checks.push_back(verify_initrd(*setup));
  int status = 0;
  for (const Check& check : checks) {
    print_check(check);
    if (check.level == Check::Level::Blocking)
      status = 1;
  }
  print(status ? "The next boot would fail.\n" : "The next boot should work.\n");
  return status;
}

Result<int> regenerate_command(const Options& options, Runner& runner) {
  // A kernel may be installed where the disk is not ours yet, as in an image being built.
  if (!options.hook.empty() && !exists(options.root, identity_path))
    return 0;
  // A kernel that is unpacked before the boot loader, or that another boot loader starts.
  if (!options.hook.empty() && !exists(options.root, menu_lst_path))
    return 0;
  auto setup = load_setup(options, runner);
  if (!setup)
    return tl::unexpected(setup.error());
  if (options.dry_run)
    return show_changes(*setup);
  auto changed = correct_boot_files(*setup);
  if (!changed)
    return tl::unexpected(changed.error());
  if (*changed) {
    log::info("put " + std::string(menu_lst_path) + " and device.map right for " + setup->disk);
    print("netroot: " + std::string(menu_lst_path) + " and device.map are right again for " +
          setup->disk + "\n");
  }
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

Result<int> sanboot_command(const Options& options, Runner&) {
  auto identity = load_identity(options.root);
  if (!identity)
    return tl::unexpected(identity.error());
  Sanboot how{identity->target, identity->macs, !options.no_dhcp, std::nullopt};
  std::string url = options.url.empty() ? "http://SERVER/netroot.gpxe" : options.url;
  const std::string parts[][2] = {{"script", sanboot_script(how)},
                                  {"dnsmasq", dnsmasq_lines(how, url)},
                                  {"dhcpd", isc_dhcpd_lines(how, url)}};
  for (const auto& part : parts)
    if (options.print.empty())
      print("----- " + part[0] + "\n" + part[1] + "\n");
    else if (options.print == part[0])
      print(part[1]);
  return 0;
}

} // namespace netroot
