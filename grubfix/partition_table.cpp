// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/partition_table.h"
#include "grubfix/little_endian.h"
#include "system/disk_bytes.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr size_t table_offset = 446;
constexpr size_t entry_size = 16;
constexpr unsigned most_logical = 128; // the kernel itself stops at 255 partitions

struct Entry {
  uint8_t type;
  uint32_t start;
  uint32_t sectors;
  bool used() const { return type != 0 && sectors != 0; }
  bool extended() const { return type == 0x05 || type == 0x0f || type == 0x85; }
};

Entry entry_at(const std::string& sector, unsigned index) {
  size_t at = table_offset + index * entry_size;
  return {static_cast<uint8_t>(sector[at + 4]), little_endian_32(sector, at + 8),
          little_endian_32(sector, at + 12)};
}

Result<std::string> table_sector(const RootDir& root, std::string_view disk, uint64_t sector) {
  return read_bytes(root, disk, sector * sector_size, sector_size);
}

bool signed_sector(const std::string& sector) {
  return sector[510] == '\x55' && sector[511] == '\xaa';
}

// Follows the chain; each link's first entry is a partition relative to the link, its second the
// next link relative to the extended partition.
Outcome read_logical(const RootDir& root, std::string_view disk, const Entry& extended,
                     std::vector<Partition>& table) {
  uint64_t link = extended.start;
  for (unsigned count = 0; count < most_logical; count++) {
    auto sector = table_sector(root, disk, link);
    if (!sector)
      return tl::unexpected(sector.error());
    if (!signed_sector(*sector))
      return failure(std::string(disk) + ": the chain of logical partitions is broken at sector " +
                         std::to_string(link),
                     "Partition the disk again, or mend its table with sfdisk.");
    Entry here = entry_at(*sector, 0), next = entry_at(*sector, 1);
    if (here.used())
      table.push_back({5 + count, here.type, link + here.start, here.sectors});
    if (!next.used())
      return {};
    link = static_cast<uint64_t>(extended.start) + next.start;
  }
  return failure(std::string(disk) + ": the chain of logical partitions has no end",
                 "Partition the disk again, or mend its table with sfdisk.");
}

Outcome check_label(std::string_view disk, const std::string& sector) {
  if (!signed_sector(sector))
    return failure(std::string(disk) + " has no partition table",
                   "GRUB legacy needs an MBR (msdos) label with one partition for /boot.");
  for (unsigned i = 0; i < 4; i++)
    if (entry_at(sector, i).type == 0xee)
      return failure(std::string(disk) + " has a GPT label, which GRUB legacy cannot read",
                     "Partition the disk with an MBR (msdos) label; in the installer: "
                     "partman-partitioning/choose_label string msdos.");
  return {};
}

} // namespace

Result<std::vector<Partition>> read_partition_table(const RootDir& root, std::string_view disk) {
  auto sector = table_sector(root, disk, 0);
  if (!sector)
    return tl::unexpected(sector.error());
  if (auto label = check_label(disk, *sector); !label)
    return tl::unexpected(label.error());
  std::vector<Partition> table;
  for (unsigned i = 0; i < 4; i++)
    if (Entry entry = entry_at(*sector, i); entry.used())
      table.push_back({i + 1, entry.type, entry.start, entry.sectors});
  for (unsigned i = 0; i < 4; i++)
    if (Entry entry = entry_at(*sector, i); entry.used() && entry.extended()) {
      if (auto read = read_logical(root, disk, entry, table); !read)
        return tl::unexpected(read.error());
      break; // the kernel and GRUB follow the first one only
    }
  return table;
}

std::optional<Partition> find_partition(const std::vector<Partition>& table, unsigned number) {
  auto found = std::find_if(table.begin(), table.end(),
                            [&](const Partition& entry) { return entry.number == number; });
  return found == table.end() ? std::nullopt : std::optional(*found);
}

} // namespace netroot
