// SPDX-License-Identifier: GPL-2.0-or-later
// `grubfix regenerate` and `grubfix undo`: the boot files as they should be, as one change.
//
// The outcome is looked at before the first byte is written: a kernel whose initrd would not bring
// the AoE disk up is not named in menu.lst, and a menu whose default entry could not boot, where
// the old one's could, is not written at all.
#pragma once
#include "grubfix/boot_setup.h"
#include "grubfix/file_change.h"
#include "grubfix/initrd_checks.h"
#include "grubfix/menu_lst.h"

namespace netroot {

// A kernel in /boot whose initrd would not bring the system up.
struct LeftOut {
  std::string version; // of the kernel; the file's name when that says none
  std::string why;     // a sentence that names file and fault
  bool named = false;  // menu.lst names it all the same, as it did before
};

struct Regeneration {
  std::vector<FileChange> changes; // those that change a byte; menu.lst last
  std::vector<LeftOut> left_out;
};

// Only reads, and runs nothing. `identity`: the text of /etc/netroot/netroot.conf. device.map, the
// options and stanzas of menu.lst, the number in /boot/grub/default where "default saved" is used,
// and the sanboot files in /etc/netroot that netroot wrote. `about`, when it is not empty, is the
// one kernel (or package) whose hook calls: other kernels stay named when they were, whatever
// became of their initrds, for they are no worse than before. Error: no menu.lst, or one without
// update-grub's list (needs_update_grub()); no kernel left that could boot; a default entry that
// could not.
Result<Regeneration> plan_regeneration(const BootSetup& setup, const std::string& identity,
                                       InitrdChecks& checks, const std::string& about = {});

// menu.lst is missing or has no list of update-grub's: it has to run once.
bool needs_update_grub(const BootSetup& setup);
// Runs Debian's own, under the name that the guard's diversion gave it, or its usual one.
Outcome run_update_grub(const BootSetup& setup);

// Plans, records in the history under `reason`, and carries out; one process at a time.
// needs_update_grub() is taken care of. The result's changes are what was changed, what update-grub
// and the making of device.map for it changed included.
Result<Regeneration> regenerate(const BootSetup& setup, const std::string& identity,
                                const std::string& reason, const std::string& about = {});

// device.map alone, recorded like the rest: the grub shell needs it before there is a menu.lst.
Outcome change_device_map(const BootSetup& setup, const std::string& reason);

// Why the default entry of this menu.lst would not boot; empty when it would, or when it is none of
// update-grub's list: what a person made the default is his affair. Only files are looked at, no
// initrd is read.
std::string default_entry_fault(const BootSetup& setup, const MenuLst& menu);

} // namespace netroot
