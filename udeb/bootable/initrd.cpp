// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/initrd.h"
#include "grubfix/identity.h"
#include "grubfix/initrd_checks.h"
#include "grubfix/initrd_contents.h"
#include "system/files.h"
#include "system/log.h"

namespace netroot::bootable {
namespace {

constexpr char kernel_prefix[] = "vmlinuz-";

Command in_target(const BootableInputs& inputs, std::vector<std::string> argv) {
  Command command;
  command.argv = std::move(argv);
  command.where = InTarget{inputs.target};
  command.timeout = std::chrono::minutes(60); // 21 minutes were measured on an emulated machine
  return command;
}

std::string initrd_of(const std::string& version) {
  return "/boot/initrd.img-" + version;
}

Outcome remake(const BootableInputs& inputs, const std::string& version) {
  const char* how = exists(inputs.target, initrd_of(version)) ? "-u" : "-c";
  auto made = inputs.runner.must(in_target(inputs, {"update-initramfs", how, "-k", version}));
  if (!made)
    return because(made.error(), "the initrd of kernel " + version + " could not be made");
  std::string fault = initrd_fault_of(inputs, version);
  if (fault.empty())
    return {};
  return failure(
      "the initrd of kernel " + version + " would not find the network disk: " + fault,
      "check that the package netroot is installed in the target and that /boot has room");
}

Outcome check_one(const BootableInputs& inputs, const std::string& version) {
  std::string fault = initrd_fault_of(inputs, version);
  if (fault.empty())
    return {};
  log::info("initrd of kernel " + version + ": " + fault + "; making it again");
  return remake(inputs, version);
}

Result<bool> all_right(const BootableInputs& inputs) {
  auto versions = kernels(inputs.target);
  for (const auto& version : versions)
    if (!initrd_fault_of(inputs, version).empty())
      return false;
  return !versions.empty();
}

Outcome check_all(const BootableInputs& inputs) {
  auto versions = kernels(inputs.target);
  if (versions.empty())
    return failure(
        "there is no kernel in the target's /boot",
        "install one in a shell (in-target apt-get install linux-image-amd64) and run this "
        "step again");
  for (const auto& version : versions)
    if (auto checked = check_one(inputs, version); !checked)
      return checked;
  return {};
}

} // namespace

std::string initrd_fault_of(const BootableInputs& inputs, const std::string& version) {
  if (!exists(inputs.target, initrd_of(version)))
    return "there is none";
  auto identity = read_file(inputs.target, identity_path);
  auto contents = read_initrd(inputs.target, initrd_of(version));
  if (!identity || !contents)
    return identity ? contents.error().what : identity.error().what;
  std::string fault =
      initrd_fault(*contents, version, *identity, aoe_is_built_in(inputs.target, version));
  if (fault.empty() && contents->stock_script)
    return "it holds aoetools' own scripts/local-top/aoe, which stops the boot";
  return fault.empty() && is_stale(*contents, *identity)
             ? std::string("it has other ports, another timeout or another tuning than ") +
                   identity_path
             : fault;
}

std::vector<std::string> kernels(const RootDir& target) {
  std::vector<std::string> versions;
  for (const auto& name : list_dir(target, "/boot"))
    if (name.rfind(kernel_prefix, 0) == 0)
      versions.push_back(name.substr(sizeof kernel_prefix - 1));
  return versions;
}

std::unique_ptr<Step> check_initrds(const BootableInputs& inputs) {
  return step_of(
      "check that each initrd can find the disk, make it again where not",
      [inputs] { return all_right(inputs); }, [inputs] { return check_all(inputs); });
}

} // namespace netroot::bootable
