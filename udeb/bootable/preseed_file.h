// SPDX-License-Identifier: GPL-2.0-or-later
// The answers of an interactive installation as a preseed file that reproduces it.
#pragma once
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>

namespace netroot::bootable {

// Written by the dialogs inside the installer; absent when nobody was asked.
inline constexpr char preseed_path[] = "/var/log/netroot/netroot-preseed.cfg";
inline constexpr char preseed_in_target[] = "/var/log/installer/netroot-preseed.cfg";

// Copies it into the new system. Readable by root alone, as the installer's own files are there.
std::unique_ptr<Step> keep_preseed_file(const BootableInputs& inputs);

} // namespace netroot::bootable
