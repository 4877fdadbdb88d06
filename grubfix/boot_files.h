// SPDX-License-Identifier: GPL-2.0-or-later
// The contents of the boot files as they should be; grubfix/regenerate.h writes them.
#pragma once
#include "grubfix/boot_setup.h"
#include "grubfix/device_map.h"
#include "grubfix/menu_lst.h"

namespace netroot {

inline constexpr char grub_folder[] = "/boot/grub";
inline constexpr char device_map_path[] = "/boot/grub/device.map";
inline constexpr char menu_lst_path[] = "/boot/grub/menu.lst";

// What root= should say, for a root on a plain partition (a volume's name, such as
// /dev/mapper/vg-root, is left, and everything is where root_partition is 0): the partition's
// device name, or what it said when that was the UUID= of the very partition.
std::string right_root(const BootSetup& setup, std::string_view old_root);
// menu.lst as it should be; the same bytes when it is right already.
std::string corrected_menu_lst(const BootSetup& setup, std::string_view bytes);
void correct_menu(const BootSetup& setup, MenuLst& menu);
// device.map likewise; there need not be one yet.
Result<std::string> corrected_device_map(const BootSetup& setup);
// Writes it; true when the file was changed.
Result<bool> correct_device_map(const BootSetup& setup);

} // namespace netroot
