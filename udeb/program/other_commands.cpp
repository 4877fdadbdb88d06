// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/module.h"
#include "udeb/program/commands.h"
#include <cstdio>

namespace netroot {

Outcome print(const std::string& text) {
  if (std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0)
    return failure("cannot write to standard output");
  return {};
}

Outcome run_module(const Options& options, Front& front) {
  auto answers = front.answers();
  if (!answers)
    return tl::unexpected(answers.error());
  auto installer = front.installer_answers(mirror_questions());
  if (!installer)
    return tl::unexpected(installer.error());
  auto sources = module_sources_from(options.from, *answers, *installer, options.root);
  if (!sources)
    return tl::unexpected(sources.error());
  if (options.dry_run)
    return print("1. install the aoe module for kernel " + options.kernel + " from " +
                 options.from + "\n");
  ProcessRunner runner;
  auto installed =
      install_aoe_module(options.root, runner, options.kernel, *sources, &front.progress());
  if (!installed)
    return tl::unexpected(installed.error());
  std::string text = "from " + installed->source + ":\n";
  for (const std::string& file : installed->files)
    text += file + "\n";
  return print(text);
}

} // namespace netroot
