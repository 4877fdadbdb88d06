// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/runner.h"
#include "system/log.h"
#include "system/text.h"

namespace netroot {

std::string Command::text() const {
  std::string place;
  if (const auto* target = std::get_if<InTarget>(&where))
    place = "chroot " + target->root.directory().string() + " ";
  return place + join(argv, " ");
}

Result<Finished> Runner::must(const Command& command) {
  auto finished = run(command);
  if (!finished || finished->ok())
    return finished;
  std::string how = finished->timed_out
                        ? "timed out after " + std::to_string(command.timeout.count() / 1000) + " s"
                        : "failed with status " + std::to_string(finished->exit_status);
  if (finished->exit_status == 127)
    how = "could not be found or started";
  std::string words = last_lines(finished->err.empty() ? finished->out : finished->err, 3);
  log::error(command.text() + " " + how + (words.empty() ? "" : ": " + words));
  return failure("'" + command.text() + "' " + how + (words.empty() ? "" : ": " + words));
}

} // namespace netroot
