// SPDX-License-Identifier: GPL-2.0-or-later
// /dev, /proc and /sys inside the target, without which neither GRUB's programs nor mkinitramfs
// work.
#pragma once
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>

namespace netroot::bootable {

// Mounts what is missing. They stay: the installer's last act unmounts everything, and apt-install
// and in-target leave alone what was mounted before them.
std::unique_ptr<Step> mount_target_system(const BootableInputs& inputs);

} // namespace netroot::bootable
