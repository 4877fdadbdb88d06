// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/local_disks.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

// Of di-utils. Without --settle it replays the "add" events first, by which drivers that were
// unpacked since are found; loading one ends when its disks have been probed (the kernel's
// async_synchronize_full()), and "udevadm settle" waits for that.
constexpr char update_dev[] = "/bin/update-dev";

void try_to_run(Runner& runner, std::vector<std::string> argv) {
  Command command;
  command.argv = std::move(argv);
  command.timeout = std::chrono::seconds(150); // longer than settle's own 120 s
  if (auto finished = runner.must(command); !finished)
    log::warning("this machine's own disks may be missing: " + finished.error().what);
}

} // namespace

void detect_local_disks(const RootDir& root, Runner& runner) {
  if (!exists(root, update_dev))
    return;
  try_to_run(runner, {"depmod", "-a"});
  try_to_run(runner, {"update-dev"});
}

bool has_local_disk(Runner& runner) {
  Command command;
  command.argv = {"list-devices", "disk"};
  auto disks = runner.run(command);
  if (!disks || !disks->ok())
    return false;
  auto all = lines(disks->out);
  return std::any_of(all.begin(), all.end(),
                     [](const std::string& disk) { return disk.rfind("/dev/etherd/", 0) != 0; });
}

} // namespace netroot
