// SPDX-License-Identifier: GPL-2.0-or-later
// The command line of grubfix.
#pragma once
#include "system/root_dir.h"
#include <string>
#include <vector>

namespace netroot {

struct Options {
  RootDir root = RootDir::host(); // --root DIR
  bool dry_run = false;           // --dry-run
  bool no_dhcp = false;           // --no-dhcp
  bool json = false;              // --json
  bool force = false;             // --force
  std::string url;                // --url URL
  std::string put;                // --put URL
  std::string hook;               // --hook postinst|postrm|initramfs|package
  std::string print;              // --print script|dnsmasq|dhcpd; empty: all three
  std::string command;            // status, verify, …
  std::vector<std::string> arguments;
  bool help = false, version = false;
};

// Error (Usage) names the argument that is wrong.
Result<Options> parse_options(int argc, char** argv);
extern const char usage_text[];

} // namespace netroot
