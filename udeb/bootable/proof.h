// SPDX-License-Identifier: GPL-2.0-or-later
// The last look before the reboot: grubfix's checks, each in syslog and in /run/netroot/checks, any
// blocking one an error.
#pragma once
#include "grubfix/boot_setup.h"
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>

namespace netroot::bootable {

// Without GRUB legacy (netroot/bootloader "none"), what belongs to it is left out, and the initrd
// of every kernel is looked at instead of that of the default entry.
std::unique_ptr<Step> prove_bootable(const BootableInputs& inputs, const BootSetup& setup);

} // namespace netroot::bootable
