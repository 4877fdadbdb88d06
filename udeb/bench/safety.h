// SPDX-License-Identifier: GPL-2.0-or-later
// What has to be known before a disk is written to.
#pragma once
#include "system/root_dir.h"
#include "udeb/bench/disk.h"
#include "udeb/probe/contents.h"
#include "udeb/target_name.h"

namespace netroot::bench {

// What libblkid recognises, read through the very way that will be measured.
Result<DiskContents> look_at(Disk& disk, const std::string& name);

// Error: this machine works on the target's disk, as a file system, swap, LVM, …; nothing allows
// that.
Outcome refuse_when_used_here(const RootDir& root, const TargetName& target);
// Error: this machine's kernel is logged in to the iSCSI target.
Outcome refuse_when_logged_in(const RootDir& root, const std::string& iqn);

// Error: there is something to lose, or somebody has claimed the target, and `overwrite` is false.
struct Stake {
  std::string name; // "e0.1"
  DiskContents contents;
  std::string claim;            // who has claimed it, as a phrase; empty: nobody
  unsigned long long bytes = 0; // of the disk
};
Outcome refuse_with_data(const Stake& stake, bool overwrite);

// "e0.1: the first 64.0 MiB of 4.0 GiB are overwritten" and a line for all that is there.
std::string describe_loss(const Stake& stake, uint64_t span);

} // namespace netroot::bench
