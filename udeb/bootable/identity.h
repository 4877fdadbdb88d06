// SPDX-License-Identifier: GPL-2.0-or-later
// The identity of the root disk, as the installed system's initramfs goes by it
// (grubfix/identity.h).
#pragma once
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>

namespace netroot::bootable {

std::unique_ptr<Step> write_identity(const BootableInputs& inputs);

} // namespace netroot::bootable
