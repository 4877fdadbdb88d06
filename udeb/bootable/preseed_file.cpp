// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/preseed_file.h"
#include "system/files.h"

namespace netroot::bootable {
namespace {

Result<bool> is_kept(const BootableInputs& inputs) {
  if (!exists(inputs.installer, preseed_path))
    return true;
  auto bytes = read_file(inputs.installer, preseed_path);
  auto copy = read_file(inputs.target, preseed_in_target);
  return bytes && copy && *bytes == *copy;
}

Outcome keep(const BootableInputs& inputs) {
  auto bytes = read_file(inputs.installer, preseed_path);
  if (!bytes)
    return tl::unexpected(bytes.error());
  if (auto made = make_dirs(inputs.target, "/var/log/installer"); !made)
    return made;
  return atomic_save(inputs.target, preseed_in_target, *bytes, {0600});
}

} // namespace

std::unique_ptr<Step> keep_preseed_file(const BootableInputs& inputs) {
  return step_of(
      std::string("keep the answers as ") + preseed_in_target + " in the target",
      [inputs] { return is_kept(inputs); }, [inputs] { return keep(inputs); });
}

} // namespace netroot::bootable
