// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/identity.h"
#include "grubfix/identity.h"
#include "system/files.h"

namespace netroot::bootable {
namespace {

Identity identity_of(const BootableInputs& inputs) {
  Identity identity;
  identity.target = inputs.disk.target;
  identity.macs = {inputs.disk.mac};
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
