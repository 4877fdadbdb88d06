// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/program/options.h"
#include "system/text.h"
#include "udeb/bootable/plan.h"
#include <getopt.h>
#include <map>

namespace netroot {
namespace {

constexpr char see_help[] = "See \"netroot --help\".";

const option long_options[] = {
    {"root", required_argument, nullptr, 'r'},    {"answers", required_argument, nullptr, 'a'},
    {"dry-run", no_argument, nullptr, 'n'},       {"debconf", no_argument, nullptr, 'd'},
    {"kernel", required_argument, nullptr, 'k'},  {"from", required_argument, nullptr, 'f'},
    {"stage", required_argument, nullptr, 's'},   {"session", required_argument, nullptr, 'S'},
    {"dialog", required_argument, nullptr, 'D'},  {"interfaces", required_argument, nullptr, 'i'},
    {"json", no_argument, nullptr, 'j'},          {"watch", no_argument, nullptr, 'w'},
    {"seconds", required_argument, nullptr, 'c'}, {"span", required_argument, nullptr, 'm'},
    {"portal", required_argument, nullptr, 'p'},  {"iqn", required_argument, nullptr, 'q'},
    {"lun", required_argument, nullptr, 'l'},     {"device", no_argument, nullptr, 'E'},
    {"destroy", no_argument, nullptr, 'X'},       {"overwrite", no_argument, nullptr, 'O'},
    {"yes", no_argument, nullptr, 'y'},           {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, 'v'},       {nullptr, 0, nullptr, 0}};

// Returns false for a letter that carries no value, or that getopt refused.
bool take_flag(Options& options, int letter) {
  switch (letter) {
  case 'n':
    return options.dry_run = true;
  case 'd':
    return options.debconf = true;
  case 'j':
    return options.json = true;
  case 'w':
    return options.watch = true;
  case 'E':
    return options.bench.device = true;
  case 'X':
    return options.bench.destroy = true;
  case 'O':
    return options.bench.overwrite = true;
  case 'y':
    return options.bench.yes = true;
  case 'h':
    options.subcommand = Subcommand::Help;
    return true;
  case 'v':
    options.subcommand = Subcommand::Version;
    return true;
  default:
    return false;
  }
}

// Null for a letter that belongs to no value.
std::string* place_of(Options& options, int letter) {
  const std::map<int, std::string*> places = {
      {'a', &options.answers_file}, {'k', &options.kernel},        {'f', &options.from},
      {'s', &options.stage},        {'S', &options.session},       {'D', &options.dialog},
      {'i', &options.interfaces},   {'c', &options.bench.seconds}, {'m', &options.bench.span},
      {'p', &options.bench.portal}, {'q', &options.bench.iqn},     {'l', &options.bench.lun}};
  auto place = places.find(letter);
  return place == places.end() ? nullptr : place->second;
}

Outcome take_value(Options& options, int letter, const std::string& value) {
  if (letter == 'r') {
    auto root = RootDir::machine(value);
    if (!root)
      return usage_error(root.error().what, root.error().hint);
    options.root = *root;
    return {};
  }
  std::string* place = place_of(options, letter);
  if (!place)
    return usage_error("the command line is wrong", see_help);
  *place = value;
  return {};
}

Outcome take_subcommand(Options& options, int argc, char** argv) {
  const std::map<std::string, Subcommand> commands = {
      {"attach", Subcommand::Attach},     {"bench", Subcommand::Bench},
      {"bootable", Subcommand::Bootable}, {"module", Subcommand::Module},
      {"targets", Subcommand::Targets},   {"undo", Subcommand::Undo},
      {"wizard", Subcommand::Wizard}};
  if (optind >= argc)
    return usage_error("no command is given", see_help);
  auto command = commands.find(argv[optind]);
  if (command == commands.end())
    return usage_error("unknown command \"" + std::string(argv[optind]) + "\"", see_help);
  options.subcommand = command->second;
  int next = optind + 1;
  if (options.subcommand == Subcommand::Bench && next < argc)
    options.bench.target = argv[next++];
  if (next < argc)
    return usage_error("\"" + std::string(argv[next]) + "\" is one word too many", see_help);
  return {};
}

Outcome check_looking(const Options& options) {
  const bool is_targets = options.subcommand == Subcommand::Targets;
  const bool is_bench = options.subcommand == Subcommand::Bench;
  if (options.watch && !is_targets)
    return usage_error("--watch belongs to \"targets\"", see_help);
  if ((options.json || !options.interfaces.empty()) && !is_targets && !is_bench)
    return usage_error("--interfaces and --json belong to \"targets\" and \"bench\"", see_help);
  if (!is_bench && !(options.bench == BenchOptions{}))
    return usage_error("one of the options belongs to \"bench\" alone", see_help);
  return {};
}

Outcome check(const Options& options) {
  bool is_module = options.subcommand == Subcommand::Module;
  if (is_module && (options.kernel.empty() || options.from.empty()))
    return usage_error("\"module\" needs --kernel VERSION and --from DIR|DEB|URL|archive",
                       see_help);
  if (!is_module && !(options.kernel.empty() && options.from.empty()))
    return usage_error("--kernel and --from belong to \"module\"", see_help);
  bool is_wizard = options.subcommand == Subcommand::Wizard;
  if (is_wizard == options.session.empty())
    return usage_error("--session DIR and \"wizard\" belong together", see_help);
  if (options.dialog != "attach" && options.dialog != "bootable" && options.dialog != "checks")
    return usage_error("--dialog is \"attach\", \"bootable\" or \"checks\"", see_help);
  if (auto looking = check_looking(options); !looking)
    return looking;
  if (!bootable_stage(options.stage))
    return usage_error(
        "--stage is \"packages\", \"boot\" or \"finish\", not \"" + options.stage + "\"", see_help);
  return {};
}

} // namespace

Result<Options> parse_options(int argc, char** argv) {
  Options options;
  bool told = false; // --help or --version
  for (int letter; (letter = getopt_long(argc, argv, "", long_options, nullptr)) != -1;) {
    if (take_flag(options, letter)) {
      told = told || letter == 'h' || letter == 'v';
      continue;
    }
    if (auto taken = take_value(options, letter, optarg ? optarg : ""); !taken)
      return tl::unexpected(taken.error());
  }
  if (told)
    return options;
  if (auto taken = take_subcommand(options, argc, argv); !taken)
    return tl::unexpected(taken.error());
  if (auto checked = check(options); !checked)
    return tl::unexpected(checked.error());
  return options;
}

std::string usage_text() {
  return "Usage: netroot COMMAND [OPTION]...\n"
         "Install Debian onto an ATA-over-Ethernet disk.\n"
         "\n"
         "Commands:\n"
         "  attach    load the driver, find the target, show it to the partitioner\n"
         "  bench TARGET\n"
         "            measure how fast a target is, with small and large frames, beside iSCSI\n"
         "  bootable  make the system in /target start from that disk\n"
         "  module    take the aoe module out of a linux-image package and install it\n"
         "  targets   list the targets of the network, without the driver\n"
         "  undo      take back what attach did\n"
         "\n"
         "Options:\n"
         "  --answers FILE    answers in debconf preseed syntax\n"
         "  --dry-run         print the steps and change nothing\n"
         "  --root DIR        a folder that plays the machine\n"
         "  --debconf         ask and report through debconf (replies on 0, requests on 3)\n"
         "  --kernel VERSION  module: for this kernel, as \"uname -r\" prints it\n"
         "  --from SOURCE     module: a folder, a .deb, a URL, or \"archive\"\n"
         "  --stage STAGE     bootable: packages, boot (default) or finish\n"
         "  --interfaces NAMES\n"
         "                    targets, bench: through these cards; otherwise all that are up\n"
         "  --json            targets, bench: for programs; with --watch a line for each change\n"
         "  --watch           targets: go on, and show what changes, until interrupted\n"
         "  --help, --version\n"
         "\n"
         "On a terminal, without --answers, \"attach\" asks in windows; DEBIAN_PRIORITY=low has "
         "it\n"
         "ask everything, DEBIAN_FRONTEND=noninteractive nothing. The menu items use \"wizard\n"
         "--session DIR\" for that, through cdebconf's terminal plugin.\n"
         "\n"
         "Exit status: 0 done, 1 failed, 2 wrong call or answer, 10 the user went back.\n";
}

} // namespace netroot
