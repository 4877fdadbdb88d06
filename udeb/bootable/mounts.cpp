// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/mounts.h"
#include "system/files.h"

namespace netroot::bootable {
namespace {

bool has_dev(const BootableInputs& inputs) {
  return exists(inputs.target, inputs.disk.device);
}
bool has_proc(const BootableInputs& inputs) {
  return exists(inputs.target, "/proc/mounts");
}
bool has_sys(const BootableInputs& inputs) {
  return exists(inputs.target, "/sys/block");
}

Outcome mount(const BootableInputs& inputs, std::vector<std::string> how, const char* point) {
  Command command;
  command.argv = {"mount"};
  command.argv.insert(command.argv.end(), how.begin(), how.end());
  command.argv.push_back(inputs.target.at(point).string());
  if (auto mounted = inputs.runner.must(command); !mounted)
    return tl::unexpected(mounted.error());
  return {};
}

Outcome mount_missing(const BootableInputs& inputs) {
  Outcome done;
  if (!has_dev(inputs))
    done = mount(inputs, {"--bind", inputs.installer.at("/dev").string()}, "/dev");
  if (done && !has_proc(inputs))
    done = mount(inputs, {"-t", "proc", "proc"}, "/proc");
  if (done && !has_sys(inputs))
    done = mount(inputs, {"-t", "sysfs", "sysfs"}, "/sys");
  if (!done || has_dev(inputs))
    return done;
  return failure(
      "the network disk " + inputs.disk.device + " is gone",
      "check the cable and the target; attach the disk again from the menu, then run this "
      "step again");
}

} // namespace

std::unique_ptr<Step> mount_target_system(const BootableInputs& inputs) {
  return step_of(
      "mount /dev, /proc and /sys in the target",
      [inputs]() -> Result<bool> { return has_dev(inputs) && has_proc(inputs) && has_sys(inputs); },
      [inputs] { return mount_missing(inputs); });
}

} // namespace netroot::bootable
