// SPDX-License-Identifier: GPL-2.0-or-later
// What GRUB will start when nobody touches the keyboard.
#pragma once
#include "grubfix/boot_setup.h"
#include "grubfix/menu_lst.h"

namespace netroot {

struct BootChoice {
  unsigned number = 0; // of the entry, from 0
  std::string title;
  bool automagic = false;     // of update-grub's list; else a person wrote it
  std::string remark;         // when the default line names no entry, and what GRUB does then
  std::string root;           // GRUB's, "(hd0,0)"; empty when the entry does not say
  std::string kernel;         // path in the system, "/boot/vmlinuz-6.12.1"
  std::string kernel_options; // what follows it
  std::string initrd;         // path in the system; empty when the entry has none
};

// The default entry of menu.lst; /boot/grub/default is read for "default saved". Paths are turned
// from GRUB's view ("/vmlinuz-…" on a separate /boot) into the system's. A default that names
// no entry is what GRUB makes of it: the fallback's number, else the first. Error: no entries at
// all, a default line that says nothing; an entry of update-grub's without a kernel.
Result<BootChoice> read_boot_choice(const BootSetup& setup, const MenuLst& menu);

} // namespace netroot
