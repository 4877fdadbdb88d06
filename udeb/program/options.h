// SPDX-License-Identifier: GPL-2.0-or-later
// The command line of `netroot`.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <string>

namespace netroot {

enum class Subcommand {
  Attach,
  Bench,
  Bootable,
  Module,
  Targets,
  Undo,
  Wizard, // by cdebconf's terminal plugin, on behalf of a menu item
  Help,
  Version
};

// Of `bench`, as they were given; udeb/program/bench/ makes numbers of them.
struct BenchOptions {
  std::string target;           // the word behind "bench"
  std::string seconds, span;    // --seconds N, --span MIB
  std::string portal, iqn, lun; // --portal HOST[:PORT], --iqn NAME, --lun N
  bool device = false;          // --device
  bool destroy = false;         // --destroy
  bool overwrite = false;       // --overwrite
  bool yes = false;             // --yes
  bool operator==(const BenchOptions&) const = default;
};

struct Options {
  Subcommand subcommand = Subcommand::Help;
  RootDir root = RootDir::host(); // --root DIR
  std::string answers_file;       // --answers FILE, empty: the defaults
  bool dry_run = false;           // --dry-run
  bool debconf = false;           // --debconf
  std::string kernel;             // --kernel VERSION of `module`
  std::string from;               // --from DIR|DEB|URL|archive of `module`
  std::string stage = "boot";     // --stage packages|boot|finish of `bootable`
  std::string session;            // --session DIR of `wizard`: a folder of the machine
  std::string dialog = "attach";  // --dialog attach|bootable|checks of `wizard`
  std::string interfaces; // --interfaces NAMES of `targets`, `bench`: blanks or commas between
  bool json = false;      // --json of `targets`, `bench`
  bool watch = false;     // --watch of `targets`
  BenchOptions bench;
};

// Error (Usage) says what was wrong. getopt_long(3) keeps its state in globals: call it once.
Result<Options> parse_options(int argc, char** argv);
std::string usage_text();

} // namespace netroot
