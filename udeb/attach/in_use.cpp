// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/in_use.h"
#include "system/files.h"
#include "system/text.h"

namespace netroot {
namespace {

constexpr std::string_view sysfs_prefix = "etherd!";

tl::unexpected<Error> in_use(const std::string& device, const std::string& by) {
  return failure("the network disk is in use: " + device + " " + by,
                 "Unmount its file systems, turn its swap off (swapoff) and close what lies on it "
                 "(LVM, RAID, encryption); then try again.");
}

// An alias is a link to a name below /dev/etherd.
bool is_aoe(const RootDir& root, const std::string& device) {
  if (device.empty() || device[0] != '/')
    return false;
  auto real = root.follow(device);
  return real && real->string().rfind(root.at("/dev/etherd").string() + "/", 0) == 0;
}

// The first word of a line is the device, in /proc/mounts as in /proc/swaps.
Outcome refuse_listed(const RootDir& root, const char* table, const std::string& by) {
  auto text = read_file(root, table);
  if (!text)
    return {}; // a kernel without swap has no /proc/swaps
  for (const std::string& line : lines(*text))
    if (auto fields = words(line); !fields.empty() && is_aoe(root, fields[0]))
      return in_use(fields[0], by);
  return {};
}

Outcome refuse_held(const RootDir& root, const std::string& folder) {
  for (const std::string& holder : list_dir(root, folder + "/holders"))
    return in_use(folder.substr(folder.rfind('!') + 1), "is held by " + holder);
  return {};
}

} // namespace

Outcome refuse_when_in_use(const RootDir& root) {
  if (auto free = refuse_listed(root, "/proc/mounts", "is mounted"); !free)
    return free;
  if (auto free = refuse_listed(root, "/proc/swaps", "is used as swap"); !free)
    return free;
  for (const std::string& disk : list_dir(root, "/sys/block")) {
    if (disk.rfind(sysfs_prefix, 0) != 0)
      continue;
    const std::string folder = "/sys/block/" + disk;
    if (auto free = refuse_held(root, folder); !free)
      return free;
    for (const std::string& part : list_dir(root, folder))
      if (part.rfind(disk + "p", 0) == 0)
        if (auto free = refuse_held(root, folder + "/" + part); !free)
          return free;
  }
  return {};
}

} // namespace netroot
