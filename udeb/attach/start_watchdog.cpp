// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/text.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"

namespace netroot {
namespace {

constexpr char program[] = "netroot-watchdog";
// proc(5): comm has at most 15 characters.
constexpr char process_name[] = "netroot-watchdo";

std::string find_watchdog(const RootDir& root) {
  for (const std::string& entry : list_dir(root, "/proc"))
    if (auto name = parse_number(entry) ? read_line(root, "/proc/" + entry + "/comm")
                                        : Result<std::string>(std::string());
        name && *name == process_name)
      return entry;
  return {};
}

} // namespace

std::string StartWatchdog::text() const {
  return "start the watchdog for the aoe driver";
}

Result<bool> StartWatchdog::done() {
  return !find_watchdog(job_.root).empty();
}

// The watchdog sees to it itself that there is one of it only.
Outcome StartWatchdog::run() {
  auto started = must({program, "--daemon"});
  if (!started)
    return tl::unexpected(started.error());
  return made::add(job_.root, "watchdog", "started");
}

Outcome StartWatchdog::undo() {
  std::string process = find_watchdog(job_.root);
  if (!process.empty() && !made::list(job_.root, "watchdog").empty())
    if (auto stopped = must({"kill", process}); !stopped)
      return tl::unexpected(stopped.error());
  return made::forget(job_.root, "watchdog");
}

} // namespace netroot
