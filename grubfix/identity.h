// SPDX-License-Identifier: GPL-2.0-or-later
// What an installed system boots from: /etc/netroot/netroot.conf, which the initramfs script
// sources as shell. One KEY=value a line; a value with blanks is in double quotes; a '#' behind a
// blank begins a remark:
//   NETROOT_TARGET=e0.0                 shelf 0..65534, slot 0..254
//   NETROOT_MACS="52:54:00:12:34:56"    NICs that reach it, blank separated; may be empty
//   NETROOT_TIMEOUT=60                  seconds, 1..3600
//   NETROOT_MTU="52:54:00:12:34:56=9000"  optional: of each port, or one number for all of them
//   NETROOT_DEADSECS=604800             optional: seconds without an answer until the disk is given
//                                       up for good; 0: never
//   NETROOT_MAXOUT=16                   optional: frames under way at a time, 1..1024
//   NETROOT_ROOT_PARTITION=1            optional: N of the partition on "/"
//   NETROOT_BOOT_PARTITION=2            optional: N of a separate /boot, 0 when there is none
#pragma once
#include "system/root_dir.h"
#include <string>
#include <vector>

namespace netroot {

inline constexpr char identity_path[] = "/etc/netroot/netroot.conf";

struct Identity {
  std::string target;
  std::vector<std::string> macs; // lower case
  unsigned timeout = 60;
  unsigned root_partition = 0; // 0: not said
  unsigned boot_partition = 0;
  std::string mtu{};                // as in the file; empty: not said
  std::string deadsecs{}, maxout{}; // likewise; for the initramfs alone
  std::string disk() const { return "/dev/etherd/" + target; }
};

// Error names the line and what would be accepted. No command of the shell is carried out.
Result<Identity> parse_identity(std::string_view text);
Result<Identity> load_identity(const RootDir& root);
// What the file would hold after save_identity(): the values of the lines that are there changed,
// those that are missing added, everything else (comments, other keys) kept.
Result<std::string> identity_file_with(const RootDir& root, const Identity& identity);
// Writes that; makes /etc/netroot. Same values: the file is not touched.
Outcome save_identity(const RootDir& root, const Identity& identity);

} // namespace netroot
