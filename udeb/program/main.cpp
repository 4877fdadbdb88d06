// SPDX-License-Identifier: GPL-2.0-or-later
// netroot: the program of the installer.
#include "system/interrupt.h"
#include "udeb/probe/probe.h"
#include "udeb/program/commands.h"
#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>

namespace netroot {
namespace {

Outcome run_subcommand(const Options& options, Front& front) {
  switch (options.subcommand) {
  case Subcommand::Attach:
    return run_attach(options, front);
  case Subcommand::Bench:
    return run_bench(options, front);
  case Subcommand::Bootable:
    return run_bootable(options, front);
  case Subcommand::Module:
    return run_module(options, front);
  case Subcommand::Targets:
    return run_targets(options, front);
  case Subcommand::Undo:
    return run_undo(options, front);
  case Subcommand::Wizard:
    return run_wizard(options);
  case Subcommand::Help:
    return print(usage_text() + bench_usage_text());
  case Subcommand::Version:
    return print("netroot " NETROOT_VERSION "\n");
  }
  return {};
}

// Not for people: what reads disks for us, and may hang (udeb/probe/probe.h).
bool is_probe(int argc, char** argv) {
  return argc == 2 && std::string_view(argv[1]) == probe_verb;
}

int netroot_main(int argc, char** argv) {
  if (is_probe(argc, argv))
    return run_probe(0, 1) ? 0 : 1;
  auto options = parse_options(argc, argv);
  if (!options) {
    std::fprintf(stderr, "netroot: %s\n", options.error().text().c_str());
    return options.error().exit_status();
  }
  Front front(*options);
  Outcome outcome = front.open();
  if (outcome)
    outcome = run_subcommand(*options, front);
  if (outcome)
    return 0;
  front.report(outcome.error());
  return outcome.error().exit_status();
}

} // namespace
} // namespace netroot

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN); // a debconf that went away is an error to report, not an end
  netroot::catch_interrupts();
  try {
    return netroot::netroot_main(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "netroot: internal error: %s\n", error.what());
    return 1;
  }
}
