// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/installed_system.h"
#include "system/files.h"
#include "system/text.h"

namespace netroot {
namespace {

unsigned find_partition_of(const RootDir& root, std::string_view mountpoint,
                           const std::string& disk) {
  for (const char* table : {"/proc/self/mounts", "/etc/fstab"}) {
    if (table[1] == 'p' && !root.is_host())
      continue; // it would speak of another system's mounts
    auto bytes = read_file(root, table);
    if (unsigned number = bytes ? mounted_partition(*bytes, mountpoint, disk) : 0)
      return number;
  }
  return 0;
}

} // namespace

unsigned mounted_partition(std::string_view table, std::string_view mountpoint,
                           const std::string& disk) {
  unsigned found = 0;
  std::string start = partition_name(disk, 0);
  start.pop_back(); // "/dev/etherd/e0.0p"
  for (const std::string& line : lines(table)) {
    auto field = words(line);
    if (field.size() < 2 || field[0].starts_with('#') || field[1] != mountpoint ||
        !field[0].starts_with(start))
      continue;
    if (auto number = parse_number(field[0].substr(start.size())); number && *number < 256)
      found = static_cast<unsigned>(*number); // a later mount covers an earlier one
  }
  return found;
}

Result<BootSetup> setup_of_installed_system(const RootDir& root, Runner& runner,
                                            const Identity& identity) {
  Where where = root.is_host() ? Where(OnHost{}) : Where(InTarget{root});
  BootSetup setup{
      root, runner, where, identity.disk(), identity.root_partition, identity.boot_partition};
  if (!setup.root_partition) {
    setup.root_partition = find_partition_of(root, "/", setup.disk);
    setup.boot_partition = find_partition_of(root, "/boot", setup.disk);
  }
  // GRUB needs /boot on a partition; / may be a volume then, which menu.lst names as it is
  if (!setup.root_partition && !setup.boot_partition)
    return failure(
        "neither " + std::string(identity_path) + " nor /etc/fstab says which partition of " +
            setup.disk + " is mounted on / or /boot",
        "Add NETROOT_ROOT_PARTITION=N (and NETROOT_BOOT_PARTITION=N when /boot has its own) "
        "to " +
            std::string(identity_path) + ".");
  return setup;
}

} // namespace netroot
