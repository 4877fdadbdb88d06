// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that only tell: status, verify, sanboot.
#include "grubfix/program/commands.h"
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/installed_system.h"
#include "grubfix/program/load.h"
#include "grubfix/publish/publish.h"
#include "grubfix/sanboot_files.h"
#include "grubfix/verify.h"
#include "system/files.h"
#include "system/json.h"
#include "system/text.h"
#include <algorithm>
#include <cstdio>

namespace netroot {

void print(const std::string& text) {
  fputs(text.c_str(), stdout);
}

Result<BootSetup> load_setup(const Options& options, Runner& runner) {
  auto identity = load_identity(options.root);
  if (!identity)
    return tl::unexpected(identity.error());
  return setup_of_installed_system(options.root, runner, *identity);
}

namespace {

std::string sysfs(const RootDir& root, const Identity& identity, const char* attribute) {
  auto line = read_line(root, "/sys/block/etherd!" + identity.target + "/" + attribute);
  return line ? *line : "unknown";
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

std::string checks_as_json(const std::vector<Check>& checks) {
  std::vector<std::string> all;
  for (const Check& check : checks)
    all.push_back(
        json::object({{"name", json::text(check.name)},
                      {"level", json::text(check.level == Check::Level::Fine      ? "ok"
                                           : check.level == Check::Level::Warning ? "warning"
                                                                                  : "blocking")},
                      {"text", json::text(check.text)},
                      {"hint", json::text(check.hint)}}));
  return json::list(all);
}

// One line a fact; also the members of the JSON answer, in this order.
struct Status {
  std::string target, state, interface, server;
  unsigned long long bytes = 0;
  std::vector<std::string> macs;
  std::string root, boot, grub_root;
  std::string entry, kernel, options, initrd, trouble;
};

void read_entry(const BootSetup& setup, Status& status) {
  auto bytes = read_file(setup.root, menu_lst_path);
  if (!bytes) {
    status.trouble = bytes.error().what;
    return;
  }
  auto choice = read_boot_choice(setup, MenuLst::parse(*bytes));
  if (!choice) {
    status.trouble = choice.error().what;
    return;
  }
  status.entry = choice->title;
  status.kernel = choice->kernel;
  status.initrd = choice->initrd;
  size_t blank = std::min(choice->kernel_options.find(' '), choice->kernel_options.size());
  status.options = trim(choice->kernel_options.substr(blank));
}

Status read_status(const BootSetup& setup, const Identity& identity) {
  Status status;
  auto attribute = [&](const char* name) { return sysfs(setup.root, identity, name); };
  status.target = identity.target;
  status.state = attribute("state");
  status.interface = attribute("netif");
  status.server = attribute("mac");
  status.bytes = parse_number(attribute("size")).value_or(0) * 512;
  status.macs = identity.macs;
  status.root = setup.root_partition ? partition_name(setup.disk, setup.root_partition)
                                     : "a volume on " + setup.disk;
  status.boot = partition_name(setup.disk,
                               setup.boot_partition ? setup.boot_partition : setup.root_partition);
  status.grub_root = grub_root(setup);
  read_entry(setup, status);
  return status;
}

std::string status_as_json(const Status& status, const std::vector<Check>& checks) {
  return json::object({{"target", json::text(status.target)},
                       {"state", json::text(status.state)},
                       {"bytes", std::to_string(status.bytes)},
                       {"interface", json::text(status.interface)},
                       {"server", json::text(status.server)},
                       {"macs", json::texts(status.macs)},
                       {"root", json::text(status.root)},
                       {"boot", json::text(status.boot)},
                       {"grub_root", json::text(status.grub_root)},
                       {"entry", json::text(status.entry)},
                       {"kernel", json::text(status.kernel)},
                       {"options", json::text(status.options)},
                       {"initrd", json::text(status.initrd)},
                       {"bootable", json::boolean(!has_blocking(checks))},
                       {"checks", checks_as_json(checks)}});
}

void print_status(const Status& status, const std::vector<Check>& checks) {
  print("target    " + status.target + ", state " + status.state +
        (status.bytes ? ", " + std::to_string(status.bytes >> 20) + " MiB" : "") + "\n");
  print("through   " + status.interface + ", from " + status.server + "; configured " +
        (status.macs.empty() ? "any port" : join(status.macs, " ")) + "\n");
  print("root      " + status.root + "\n");
  print("boot      " + status.boot + ", GRUB's " + status.grub_root + "\n");
  if (!status.trouble.empty())
    print("default   " + status.trouble + "\n");
  else
    print("default   " + status.kernel + " " + status.options + "\n          " + status.initrd +
          "\n");
  bool wrong = false;
  for (const Check& check : checks) {
    if (check.level == Check::Level::Fine)
      continue;
    if (!wrong)
      print("\n");
    wrong = true;
    print_check(check);
  }
  if (!wrong)
    print("checks    nothing wrong (grubfix verify looks into the initrd, too)\n");
}

Outcome publish_script(const std::string& url, const std::string& script) {
  auto published = publish(url, script);
  if (!published)
    return tl::unexpected(published.error());
  print("sent to " + shown_url(url) + (published->answer.empty() ? "" : ": " + published->answer) +
        "\n");
  return {};
}

} // namespace

Result<int> status_command(const Options& options, Runner& runner) {
  auto identity = load_identity(options.root);
  if (!identity)
    return tl::unexpected(identity.error());
  auto setup = setup_of_installed_system(options.root, runner, *identity);
  if (!setup)
    return tl::unexpected(setup.error());
  Status status = read_status(*setup, *identity);
  auto checks = verify_boot(*setup);
  if (options.json)
    print(status_as_json(status, checks) + "\n");
  else
    print_status(status, checks);
  return 0;
}

Result<int> verify_command(const Options& options, Runner& runner) {
  auto setup = load_setup(options, runner);
  if (!setup)
    return tl::unexpected(setup.error());
  auto checks = verify_all(*setup);
  bool fails = has_blocking(checks);
  if (options.json) {
    print(json::object({{"bootable", json::boolean(!fails)}, {"checks", checks_as_json(checks)}}) +
          "\n");
    return fails ? 1 : 0;
  }
  for (const Check& check : checks)
    print_check(check);
  print(fails ? "The next boot would fail.\n" : "The next boot should work.\n");
  return fails ? 1 : 0;
}

Result<int> sanboot_command(const Options& options, Runner&) {
  auto identity = load_identity(options.root);
  if (!identity)
    return tl::unexpected(identity.error());
  Sanboot how{identity->target, identity->macs, !options.no_dhcp, std::nullopt};
  if (!options.put.empty()) {
    if (auto sent = publish_script(options.put, sanboot_script(how)); !sent)
      return tl::unexpected(sent.error());
    return 0;
  }
  std::string url = options.url.empty() ? example_script_url : options.url;
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
