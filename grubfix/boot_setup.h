// SPDX-License-Identifier: GPL-2.0-or-later
// BootSetup: makes a system on an AoE disk bootable by GRUB legacy, as an ordered list of steps.
// The installer runs it on /target; `grubfix` on the installed system uses the same parts on "/".
//
// Expected to be there before: partitions mounted below `root` (/boot too when separate), /dev,
// /proc and /sys bind-mounted when the commands run in a chroot, and the packages grub-legacy and a
// kernel with its initrd. No network and no debconf is used here.
#pragma once
#include "system/runner.h"
#include "system/step.h"
#include <string>

namespace netroot {

struct BootSetup {
  RootDir root;   // the system to be made bootable: RootDir::target("/target") or RootDir::host()
  Runner& runner; // must outlive the plan
  Where where;    // InTarget{root} from outside, OnHost{} when root is "/"
  std::string disk = "/dev/etherd/e0.0"; // as named inside `root`; whole disk with an MBR label
  unsigned root_partition = 1;           // N of the partition mounted on "/" (/dev/etherd/e0.0pN);
                                         // 0: a volume on the disk (LVM and the like)
  unsigned boot_partition = 0;           // N of a separate /boot; 0: /boot is on the root partition
  std::string kernel_options = {};       // what follows "root=… ro" in "# kopt="; may be empty
};

// "/dev/etherd/e0.0" and 1 give "/dev/etherd/e0.0p1"; a name that ends in a letter gives
// "/dev/sda1".
std::string partition_name(const std::string& disk, unsigned number);
// The partition GRUB reads its files from, in its own words: "(hd0,0)" for partition 1.
std::string grub_root(const BootSetup& setup);

// A path below /boot as GRUB sees it: "/boot/grub" is "/grub" when /boot has its own partition.
std::string grub_path(const BootSetup& setup, const std::string& path);

// Only reads. Error (each names what was seen and what to do) when GRUB legacy could not boot from
// this disk: label GPT or none; the partition of /boot is missing from the table; /boot on anything
// but ext2/3/4, or on an ext4 with a feature GRUB legacy cannot read (inline_data); fewer than 20
// free sectors before the first partition. Good to call early, right after partitioning.
Outcome check_grub_legacy_can_boot(const BootSetup& setup);

// The steps, to be run in this order by carry_out():
//  1. check the disk (above);
//  2. copy GRUB's stage files to /boot/grub;
//  3. write device.map, "(hd0) DISK": before update-grub, which would else guess and get it wrong;
//  4. install GRUB into the MBR and the sectors behind it, by the grub shell, and read them back;
//  5. run update-grub when there is no menu.lst with its list;
//  6. set "# kopt=", "# groot=" and make the stanzas of menu.lst from them (grubfix/regenerate.h);
//     /etc/netroot/netroot.conf has to be there, as the initrds are compared with it;
//  7. check the outcome: menu.lst's default entry, its kernel and initrd, device.map.
// Every step checks what it did and can be run again; a second run of the plan changes nothing.
// The setup is copied into the plan (the runner by reference).
Plan grub_legacy_plan(const BootSetup& setup);

} // namespace netroot
