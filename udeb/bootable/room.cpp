// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/room.h"
#include "system/files.h"
#include "udeb/bootable/packages.h"

namespace netroot::bootable {
namespace {

std::string mib(unsigned long long bytes) {
  return std::to_string(bytes >> 20) + " MiB";
}

Outcome enough(const BootableInputs& inputs, const char* path, unsigned long long needed) {
  auto free = free_bytes(inputs.target, path);
  if (!free)
    return tl::unexpected(free.error());
  if (*free >= needed)
    return {};
  return failure(
      "the target's " + std::string(path) + " has " + mib(*free) + " free, " + mib(needed) +
          " are needed",
      "make room there (in-target apt-get clean) or partition anew, and run this step again");
}

Outcome look(const BootableInputs& inputs) {
  auto found = installed_packages(inputs, {"aoetools", "netroot", "grub-legacy"});
  if (!found)
    return tl::unexpected(found.error());
  auto root = enough(inputs, "/", found->size() == 3 ? room_for_files : room_for_packages);
  return root && exists(inputs.target, "/boot") ? enough(inputs, "/boot", room_for_files) : root;
}

} // namespace

std::unique_ptr<Step> check_room(const BootableInputs& inputs) {
  return step_of(
      "check that the target has room", []() -> Result<bool> { return false; },
      [inputs] { return look(inputs); });
}

} // namespace netroot::bootable
