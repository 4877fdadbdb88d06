// SPDX-License-Identifier: GPL-2.0-or-later
// Can GRUB legacy boot from this disk at all?
#include "grubfix/boot_setup.h"
#include "grubfix/ext_filesystem.h"
#include "grubfix/partition_table.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr uint64_t sectors_needed = 20; // the MBR and 19 sectors of stage1_5

unsigned boot_partition(const BootSetup& setup) {
  return setup.boot_partition ? setup.boot_partition : setup.root_partition;
}

std::string name_filesystem(const BootSetup& setup, const Partition& partition) {
  Command command;
  command.argv = {"blkid",   "-p",   "-o", "value",
                  "-s",      "TYPE", "-O", std::to_string(partition.start * sector_size),
                  setup.disk};
  command.where = setup.where;
  auto finished = setup.runner.run(command);
  std::string name = finished && finished->ok() ? std::string(trim(finished->out)) : std::string();
  return name.empty() ? "no file system that is known" : name;
}

Outcome check_filesystem(const BootSetup& setup, const Partition& partition) {
  std::string where = "/boot on " + partition_name(setup.disk, partition.number);
  auto filesystem = read_ext_filesystem(setup.root, setup.disk, partition.start * sector_size);
  if (!filesystem)
    return tl::unexpected(filesystem.error());
  if (!*filesystem)
    return failure(where + " holds " + name_filesystem(setup, partition) +
                       ", which GRUB legacy cannot read here",
                   "Give /boot a partition of its own with ext4 (or ext2, ext3).");
  auto features = (*filesystem)->unreadable_features();
  if (!features.empty())
    return failure(where + " is an ext4 with " + join(features, ", ") +
                       ", which GRUB legacy cannot read",
                   "Make that file system again without it (mkfs.ext4 -O ^" + features[0] + ").");
  return {};
}

Outcome check_room(const BootSetup& setup, const std::vector<Partition>& table) {
  auto first = std::min_element(table.begin(), table.end(), [](const auto& one, const auto& other) {
    return one.start < other.start;
  });
  if (first->start >= sectors_needed)
    return {};
  return failure(partition_name(setup.disk, first->number) + " begins at sector " +
                     std::to_string(first->start) + "; GRUB needs the first " +
                     std::to_string(sectors_needed) + " for itself",
                 "Partition the disk so that the first partition begins at sector 2048.");
}

} // namespace

std::string partition_name(const std::string& disk, unsigned number) {
  bool digit = !disk.empty() && disk.back() >= '0' && disk.back() <= '9';
  return disk + (digit ? "p" : "") + std::to_string(number);
}

std::string grub_root(const BootSetup& setup) {
  return "(hd0," + std::to_string(boot_partition(setup) - 1) + ")";
}

std::string grub_path(const BootSetup& setup, const std::string& path) {
  constexpr std::string_view boot = "/boot";
  bool own = setup.boot_partition && setup.boot_partition != setup.root_partition;
  return own && path.starts_with(boot) ? path.substr(boot.size()) : path;
}

Outcome check_grub_legacy_can_boot(const BootSetup& setup) {
  auto table = read_partition_table(setup.root, setup.disk);
  if (!table)
    return tl::unexpected(table.error());
  for (unsigned number : {setup.root_partition, boot_partition(setup)})
    if (number != 0 && !find_partition(*table, number))
      return failure(partition_name(setup.disk, number) +
                         " is not in the disk's partition table (" + std::to_string(table->size()) +
                         " partitions are)",
                     "Check which partitions hold / and /boot.");
  if (auto room = check_room(setup, *table); !room)
    return room;
  return check_filesystem(setup, *find_partition(*table, boot_partition(setup)));
}

} // namespace netroot
