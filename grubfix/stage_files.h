// SPDX-License-Identifier: GPL-2.0-or-later
// GRUB's stage files: where the package keeps them, where GRUB reads them, and what of them stands
// in the first sectors of the disk. Byte positions: GRUB 0.97, stage1/stage1.h and stage2/shared.h.
#pragma once
#include "system/root_dir.h"
#include <cstdint>
#include <string>
#include <vector>

namespace netroot {

inline constexpr char package_stage_folder[] = "/usr/lib/grub/x86_64-pc";
inline constexpr char grub_stage_folder[] = "/boot/grub";

// Names of the files in /boot/grub that are missing or differ from the package's. Error when the
// package's own are not there (grub-legacy is not installed).
Result<std::vector<std::string>> outdated_stage_files(const RootDir& root);
// Copies those; makes /boot/grub when it is missing. Bytes are compared after writing.
Outcome copy_stage_files(const RootDir& root);

// The package grub-legacy is there; what it has put onto the disk boots without it as well.
bool has_stage_package(const RootDir& root);

// What a disk's first sectors hold.
struct InstalledGrub {
  bool stage1 = false;     // the boot code of the MBR is this package's stage1
  bool stage1_5 = false;   // behind it, e2fs_stage1_5 of this package is embedded
  unsigned partition = 0;  // where stage1_5 looks for stage2: partition number from 1; 0: unknown
  bool block_list = false; // stage1 loads sector 1, and that the sectors with the rest of stage1_5
  std::string files;       // what stage1_5 opens: "/boot/grub/stage2 /boot/grub/menu.lst"
  bool complete() const { return stage1 && stage1_5; }
};
// Compares with the stage files of the package under `root` (with those in /boot/grub, once its
// package is gone), leaving out the bytes that GRUB's installer fills in.
Result<InstalledGrub> read_installed_grub(const RootDir& root, const std::string& disk);

} // namespace netroot
