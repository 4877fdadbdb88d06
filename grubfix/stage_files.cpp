// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/stage_files.h"
#include "grubfix/little_endian.h"
#include "system/disk_bytes.h"
#include "system/files.h"
#include <algorithm>
#include <utility>

namespace netroot {
namespace {

// [first, second): bytes that the grub shell fills in when it installs.
using Range = std::pair<size_t, size_t>;
constexpr Range stage1_filled_in[] = {
    {0x003, 0x03e}, // BIOS parameter block of the disk
    {0x040, 0x04d}, // boot drive, stage2's address, sector and segment, the drive check
    {0x1b8, 0x200}, // disk identifier, partition table, signature
};
constexpr Range stage1_5_filled_in[] = {
    {0x1f8, 0x200}, // where the rest of stage1_5 lies
    {0x208, 0x270}, // install partition, saved entry, stage2's place and menu.lst's name
};
constexpr size_t partition_byte = 0x219; // bits 16-23 of stage2's device word in stage1_5
constexpr size_t stage2_sector = 0x44;   // in stage1, 4 bytes: the sector it loads
constexpr size_t first_list_entry =
    0x1f8; // in stage1_5, 8 bytes: start, count, segment of the rest
constexpr size_t files_begin = 0x21b, files_end = 0x270;
constexpr char stage1_name[] = "stage1";
constexpr char stage1_5_name[] = "e2fs_stage1_5";

std::string in_package(const std::string& name) {
  return std::string(package_stage_folder) + "/" + name;
}
std::string in_grub(const std::string& name) {
  return std::string(grub_stage_folder) + "/" + name;
}

Result<std::vector<std::string>> package_files(const RootDir& root) {
  auto names = list_dir(root, package_stage_folder);
  std::erase_if(names, [](const std::string& name) { return name.find("stage") == name.npos; });
  for (const char* needed : {stage1_name, "stage2", stage1_5_name})
    if (!exists(root, in_package(needed)))
      return failure(in_package(needed) + " is missing", "Install the package grub-legacy.");
  return names;
}

template <size_t N>
bool same_but_for(const std::string& one, const std::string& other, const Range (&ranges)[N]) {
  if (one.size() != other.size())
    return false;
  for (size_t i = 0; i < one.size(); i++) {
    bool left_out = false;
    for (const Range& range : ranges)
      left_out = left_out || (i >= range.first && i < range.second);
    if (!left_out && one[i] != other[i])
      return false;
  }
  return true;
}

Outcome copy_one(const RootDir& root, const std::string& name) {
  auto bytes = read_file(root, in_package(name));
  if (!bytes)
    return tl::unexpected(bytes.error());
  if (auto saved = atomic_save(root, in_grub(name), *bytes); !saved)
    return saved;
  auto back = read_file(root, in_grub(name));
  if (!back || *back != *bytes)
    return failure(in_grub(name) + " does not read back as it was written",
                   "Check the file system of /boot, then run this step again.");
  return {};
}

// What the grub shell filled in. The rest of stage1_5 stands in the sectors behind its first.
void read_stage1_5(const std::string& stage1_5, InstalledGrub& found) {
  auto sectors = static_cast<uint32_t>((stage1_5.size() + 511) / 512);
  found.partition = static_cast<uint8_t>(stage1_5[partition_byte]) + 1u;
  found.block_list = little_endian_32(stage1_5, first_list_entry) == 2 &&
                     little_endian_16(stage1_5, first_list_entry + 4) == sectors - 1;
  found.files = stage1_5.substr(files_begin, files_end - files_begin);
  found.files.erase(std::min(found.files.find('\0'), found.files.size()));
}

} // namespace

Result<std::vector<std::string>> outdated_stage_files(const RootDir& root) {
  auto names = package_files(root);
  if (!names)
    return names;
  std::vector<std::string> outdated;
  for (const std::string& name : *names) {
    auto wanted = read_file(root, in_package(name));
    if (!wanted)
      return tl::unexpected(wanted.error());
    auto present = read_file(root, in_grub(name));
    if (!present || *present != *wanted)
      outdated.push_back(name);
  }
  return outdated;
}

Outcome copy_stage_files(const RootDir& root) {
  auto outdated = outdated_stage_files(root);
  if (!outdated)
    return tl::unexpected(outdated.error());
  if (auto made = make_dirs(root, grub_stage_folder); !made)
    return made;
  for (const std::string& name : *outdated)
    if (auto copied = copy_one(root, name); !copied)
      return copied;
  return {};
}

bool has_stage_package(const RootDir& root) {
  return exists(root, in_package(stage1_name)) && exists(root, in_package(stage1_5_name));
}

Result<InstalledGrub> read_installed_grub(const RootDir& root, const std::string& disk) {
  auto in_folder = has_stage_package(root) ? in_package : in_grub;
  auto stage1 = read_file(root, in_folder(stage1_name));
  auto stage1_5 = read_file(root, in_folder(stage1_5_name));
  if (!stage1 || !stage1_5)
    return failure(in_folder(stage1 ? stage1_5_name : stage1_name) + " is missing",
                   "Install the package grub-legacy.");
  auto mbr = read_bytes(root, disk, 0, stage1->size());
  auto behind = read_bytes(root, disk, 512, stage1_5->size());
  if (!mbr || !behind)
    return tl::unexpected(mbr ? behind.error() : mbr.error());
  InstalledGrub found;
  found.stage1 = same_but_for(*mbr, *stage1, stage1_filled_in);
  found.stage1_5 = same_but_for(*behind, *stage1_5, stage1_5_filled_in);
  if (found.stage1_5)
    read_stage1_5(*behind, found);
  found.block_list = found.block_list && little_endian_32(*mbr, stage2_sector) == 1;
  return found;
}

} // namespace netroot
