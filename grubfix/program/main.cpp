// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/program/commands.h"
#include "system/log.h"
#include <cstdio>
#include <exception>

namespace {

using namespace netroot;

struct NamedCommand {
  const char* name;
  Result<int> (*run)(const Options&, Runner&);
};
const NamedCommand commands[] = {
    {"status", status_command},   {"verify", verify_command}, {"regenerate", regenerate_command},
    {"install", install_command}, {"undo", undo_command},     {"sanboot", sanboot_command}};

Result<int> run(const Options& options) {
  if (options.help || options.version) {
    fputs(options.help ? usage_text : "grubfix " NETROOT_VERSION "\n", stdout);
    return 0;
  }
  ProcessRunner runner;
  for (const NamedCommand& command : commands)
    if (options.command == command.name)
      return command.run(options, runner);
  return usage_error("there is no command \"" + options.command + "\"",
                     "grubfix --help says more.");
}

int complain(const Error& error) {
  fprintf(stderr, "grubfix: %s\n", error.what.c_str());
  if (!error.hint.empty())
    fprintf(stderr, "         %s\n", error.hint.c_str());
  log::error("grubfix: " + error.what);
  return error.exit_status();
}

} // namespace

int main(int argc, char** argv) {
  try {
    auto options = parse_options(argc, argv);
    auto status = options ? run(*options) : Result<int>(tl::unexpected(options.error()));
    return status ? *status : complain(status.error());
  } catch (const std::exception& exception) {
    fprintf(stderr, "grubfix: internal error: %s\n", exception.what());
    return 1;
  }
}
