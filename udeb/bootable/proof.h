// SPDX-License-Identifier: GPL-2.0-or-later
// The last look before the reboot: grubfix's checks, each in syslog, any blocking one an error.
#pragma once
#include "grubfix/boot_setup.h"
#include "system/step.h"
#include <memory>

namespace netroot::bootable {

std::unique_ptr<Step> prove_bootable(const BootSetup& setup);

} // namespace netroot::bootable
