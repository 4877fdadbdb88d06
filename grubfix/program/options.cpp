// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/program/options.h"
#include <getopt.h>

namespace netroot {

const char usage_text[] =
    "Usage: grubfix [OPTIONS] COMMAND\n"
    "Keeps a system on an ATA-over-Ethernet disk bootable by GRUB legacy.\n"
    "\n"
    "  status                what this system boots from, and what is wrong with it\n"
    "  verify                check the next boot; one line a check\n"
    "  regenerate            put device.map and menu.lst right: options, kernels, roots\n"
    "    --hook KIND VERSION   as called from /etc/kernel/KIND.d (postinst, postrm) and\n"
    "                          /etc/initramfs/post-update.d (initramfs), or by another\n"
    "                          package's script (package NAME)\n"
    "  install               put GRUB into the MBR again, with all that belongs to it\n"
    "  undo                  the boot files as before the last change\n"
    "    --force               even if they were edited since, or would not boot\n"
    "  sanboot               print the script for gPXE and iPXE, and DHCP server lines\n"
    "    --print WHAT          only one of script, dnsmasq, dhcpd\n"
    "    --put URL             send the script there (http, https: PUT; tftp)\n"
    "    --no-dhcp             a script that does not ask DHCP\n"
    "    --url URL             where the script will be, for the DHCP lines\n"
    "\n"
    "  --root DIR            work on the system in DIR instead of /\n"
    "  --dry-run             say what would be done, change nothing\n"
    "  --json                answer of status and verify for programs\n"
    "  --help, --version\n"
    "\n"
    "Exit status: 0 all is well, 1 something is wrong or failed, 2 wrong usage.\n";

namespace {

enum {
  root_option = 256,
  dry_run_option,
  no_dhcp_option,
  url_option,
  hook_option,
  print_option,
  put_option,
  json_option,
  force_option
};

const option long_options[] = {{"root", required_argument, nullptr, root_option},
                               {"dry-run", no_argument, nullptr, dry_run_option},
                               {"no-dhcp", no_argument, nullptr, no_dhcp_option},
                               {"url", required_argument, nullptr, url_option},
                               {"hook", required_argument, nullptr, hook_option},
                               {"print", required_argument, nullptr, print_option},
                               {"put", required_argument, nullptr, put_option},
                               {"json", no_argument, nullptr, json_option},
                               {"force", no_argument, nullptr, force_option},
                               {"help", no_argument, nullptr, 'h'},
                               {"version", no_argument, nullptr, 'V'},
                               {nullptr, 0, nullptr, 0}};

tl::unexpected<Error> wrong(std::string what) {
  return usage_error(std::move(what), "grubfix --help says more.");
}

Outcome take_value(Options& options, int option, const std::string& value) {
  if (option == root_option) {
    auto root = RootDir::machine(value);
    if (!root)
      return usage_error(root.error().what, root.error().hint);
    options.root = *root;
  } else if (option == url_option) {
    options.url = value;
  } else if (option == put_option) {
    options.put = value;
  } else if (option == hook_option) {
    if (value != "postinst" && value != "postrm" && value != "initramfs" && value != "package")
      return wrong("--hook " + value + ": postinst, postrm, initramfs or package is needed");
    options.hook = value;
  } else {
    if (value != "script" && value != "dnsmasq" && value != "dhcpd")
      return wrong("--print " + value + ": script, dnsmasq or dhcpd is needed");
    options.print = value;
  }
  return {};
}

Outcome take(Options& options, int option) {
  switch (option) {
  case 'h':
    options.help = true;
    return {};
  case 'V':
    options.version = true;
    return {};
  case dry_run_option:
    options.dry_run = true;
    return {};
  case no_dhcp_option:
    options.no_dhcp = true;
    return {};
  case json_option:
    options.json = true;
    return {};
  case force_option:
    options.force = true;
    return {};
  default:
    return take_value(options, option, optarg);
  }
}

Outcome take_words(Options& options, int argc, char** argv) {
  for (int i = optind; i < argc; i++)
    if (options.command.empty())
      options.command = argv[i];
    else
      options.arguments.emplace_back(argv[i]);
  if (options.command.empty() && !options.help && !options.version)
    return wrong("a command is missing: status, verify, regenerate, install, undo or sanboot");
  size_t allowed = options.hook.empty() ? 0 : 1; // the kernel's version
  if (options.arguments.size() > allowed)
    return wrong("\"" + options.arguments[allowed] + "\" is one word too many");
  return {};
}

} // namespace

Result<Options> parse_options(int argc, char** argv) {
  Options options;
  opterr = 0;
  optind = 1;
  for (;;) {
    int option = getopt_long(argc, argv, ":", long_options, nullptr);
    if (option == -1)
      break;
    if (option == '?' || option == ':')
      return wrong(std::string(argv[optind - 1]) +
                   (option == ':' ? " needs a value" : " is not an option"));
    if (auto taken = take(options, option); !taken)
      return tl::unexpected(taken.error());
  }
  if (auto taken = take_words(options, argc, argv); !taken)
    return tl::unexpected(taken.error());
  return options;
}

} // namespace netroot
