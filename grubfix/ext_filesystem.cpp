// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/ext_filesystem.h"
#include "grubfix/little_endian.h"
#include "system/disk_bytes.h"
#include <array>

namespace netroot {
namespace {

struct Feature {
  uint32_t bit;
  const char* name;
};
// Those that change where names or data are found. GRUB legacy 0.97 with Debian's patches knows
// extents, 64bit, flex_bg, metadata_csum(_seed), orphan_file; encrypt, large_dir, ea_inode, mmp and
// verity do no harm by being switched on. With inline_data its shell can even hang instead of
// failing.
constexpr std::array<Feature, 3> unreadable_incompatible = {
    {{0x0008, "journal_dev"}, {0x0010, "meta_bg"}, {0x8000, "inline_data"}}};
constexpr std::array<Feature, 1> unreadable_readonly = {{{0x0200, "bigalloc"}}};

std::string uuid_text(const std::string& superblock) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      text += '-';
    auto byte = static_cast<uint8_t>(superblock[0x68 + i]);
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

} // namespace

std::vector<std::string> ExtFilesystem::unreadable_features() const {
  std::vector<std::string> names;
  for (const Feature& feature : unreadable_incompatible)
    if (incompatible & feature.bit)
      names.emplace_back(feature.name);
  for (const Feature& feature : unreadable_readonly)
    if (readonly_features & feature.bit)
      names.emplace_back(feature.name);
  return names;
}

Result<std::optional<ExtFilesystem>> read_ext_filesystem(const RootDir& root, std::string_view disk,
                                                         uint64_t start) {
  auto superblock = read_bytes(root, disk, start + 1024, 1024);
  if (!superblock)
    return tl::unexpected(superblock.error());
  if (little_endian_16(*superblock, 0x38) != 0xef53)
    return std::optional<ExtFilesystem>();
  ExtFilesystem found;
  found.incompatible = little_endian_32(*superblock, 0x60);
  found.readonly_features = little_endian_32(*superblock, 0x64);
  found.uuid = uuid_text(*superblock);
  return std::optional(found);
}

} // namespace netroot
