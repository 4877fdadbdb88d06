// SPDX-License-Identifier: GPL-2.0-or-later
// Which partitions of the network disk the target's "/" and "/boot" are on, by /proc/mounts.
#pragma once
#include "system/result.h"
#include "udeb/bootable/plan.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netroot::bootable {

struct Mount {
  std::string device; // as mount(2) was told: /dev/etherd/e0.0p1
  std::string point;  // /target/boot
  std::string type;   // ext4
};

// The lines of /proc/mounts (proc_pid_mounts(5)), octal escapes resolved.
std::vector<Mount> parse_mounts(std::string_view text);
// The N of partition N when `device` is one of `disk` ("/dev/etherd/e0.0p5" of "/dev/etherd/e0.0",
// "/dev/sda5" of "/dev/sda"); nothing for the whole disk or another one.
std::optional<unsigned> partition_number(const std::string& device, const std::string& disk);

struct TargetPartitions {
  unsigned root = 0; // 1..255
  unsigned boot = 0; // 0: /boot is on the root partition
};
// Error: nothing is mounted on the target, or "/" or /boot is on something else than a partition of
// the attached disk (LVM, RAID, crypt, a local disk): GRUB legacy could not read it through
// sanboot.
Result<TargetPartitions> find_target_partitions(const BootableInputs& inputs);

} // namespace netroot::bootable
