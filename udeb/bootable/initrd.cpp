// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/initrd.h"
#include "grubfix/identity.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/bootable/identity.h"
#include <algorithm>
#include <filesystem>

namespace fs = std::filesystem;

namespace netroot::bootable {
namespace {

constexpr char kernel_prefix[] = "vmlinuz-";

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

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

// The initrd holds a copy of the identity, taken when it was made.
bool older_than_identity(const RootDir& target, const std::string& version) {
  std::error_code no_initrd, no_identity;
  auto made = fs::last_write_time(target.at(initrd_of(version)), no_initrd);
  auto changed = fs::last_write_time(target.at(identity_path), no_identity);
  return !no_initrd && !no_identity && made < changed;
}

// Words for what is wrong with the initrd of one kernel; empty when nothing is.
Result<std::string> fault_of(const BootableInputs& inputs, const std::string& version) {
  if (!exists(inputs.target, initrd_of(version)))
    return std::string("there is none");
  if (older_than_identity(inputs.target, version))
    return std::string("it is older than ") + identity_path;
  auto listed = inputs.runner.run(in_target(inputs, {"lsinitramfs", initrd_of(version)}));
  if (!listed)
    return tl::unexpected(listed.error());
  if (!listed->ok())
    return "it cannot be read: " + last_lines(listed->err, 1);
  return initrd_fault(listed->out);
}

Outcome remake(const BootableInputs& inputs, const std::string& version) {
  const char* how = exists(inputs.target, initrd_of(version)) ? "-u" : "-c";
  auto made = inputs.runner.must(in_target(inputs, {"update-initramfs", how, "-k", version}));
  if (!made)
    return because(made.error(), "the initrd of kernel " + version + " could not be made");
  auto fault = fault_of(inputs, version);
  if (!fault)
    return tl::unexpected(fault.error());
  if (fault->empty())
    return {};
  return failure(
      "the initrd of kernel " + version + " would not find the network disk: " + *fault,
      "check that the package netroot is installed in the target and that /boot has room");
}

Outcome check_one(const BootableInputs& inputs, const std::string& version) {
  auto fault = fault_of(inputs, version);
  if (!fault)
    return tl::unexpected(fault.error());
  if (fault->empty())
    return {};
  log::info("initrd of kernel " + version + ": " + *fault + "; making it again");
  return remake(inputs, version);
}

Result<bool> all_right(const BootableInputs& inputs) {
  auto versions = kernels(inputs.target);
  for (const auto& version : versions) {
    auto fault = fault_of(inputs, version);
    if (!fault)
      return tl::unexpected(fault.error());
    if (!fault->empty())
      return false;
  }
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

std::vector<std::string> kernels(const RootDir& target) {
  std::vector<std::string> versions;
  for (const auto& name : list_dir(target, "/boot"))
    if (name.rfind(kernel_prefix, 0) == 0)
      versions.push_back(name.substr(sizeof kernel_prefix - 1));
  return versions;
}

std::string initrd_fault(std::string_view listing) {
  bool module = false, script = false, identity = false, stock = false;
  for (const auto& name : lines(listing)) {
    std::string_view base = std::string_view(name).substr(name.rfind('/') + 1);
    module = module || base == "aoe.ko" || base == "aoe.ko.xz" || base == "aoe.ko.zst" ||
             base == "aoe.ko.gz";
    script = script || ends_with(name, "scripts/local-top/netroot");
    identity = identity || ends_with(name, "etc/netroot/netroot.conf");
    stock = stock || ends_with(name, "scripts/local-top/aoe");
  }
  std::vector<std::string> faults;
  if (!module)
    faults.push_back("no aoe.ko");
  if (!script)
    faults.push_back("no scripts/local-top/netroot");
  if (!identity)
    faults.push_back("no etc/netroot/netroot.conf");
  if (stock)
    faults.push_back("aoetools' own scripts/local-top/aoe, which stops the boot");
  return join(faults, ", ");
}

std::unique_ptr<Step> check_initrds(const BootableInputs& inputs) {
  return step_of(
      "check that each initrd can find the disk, make it again where not",
      [inputs] { return all_right(inputs); }, [inputs] { return check_all(inputs); });
}

} // namespace netroot::bootable
