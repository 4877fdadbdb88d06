// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/identity.h"
#include "grubfix/identity.h"
#include "system/files.h"
#include "system/text.h"

namespace netroot::bootable {
namespace {

// Only where the way to the disk takes more than every card's 1500: in one list, by address.
std::string mtu_of(const std::vector<AttachedPort>& ports) {
  std::vector<std::string> words;
  for (const AttachedPort& port : ports)
    if (port.mtu > 1500)
      words.push_back(port.mac + "=" + std::to_string(port.mtu));
  return join(words, " ");
}

Identity identity_of(const BootableInputs& inputs) {
  Identity identity;
  identity.target = inputs.disk.target;
  const auto ports = ports_of(inputs.disk);
  for (const AttachedPort& port : ports)
    identity.macs.push_back(port.mac);
  identity.mtu = mtu_of(ports);
  identity.timeout = static_cast<unsigned>(inputs.answers.timeout.count());
  return identity;
}

} // namespace

std::unique_ptr<Step> write_identity(const BootableInputs& inputs) {
  return step_of(
      "write the target's identity to " + std::string(identity_path),
      [inputs]() -> Result<bool> {
        auto wanted = identity_file_with(inputs.target, identity_of(inputs));
        if (!wanted)
          return tl::unexpected(wanted.error());
        auto now = read_file(inputs.target, identity_path);
        return now && *now == *wanted;
      },
      [inputs] { return save_identity(inputs.target, identity_of(inputs)); });
}

} // namespace netroot::bootable
