// SPDX-License-Identifier: GPL-2.0-or-later
// The identity of the root disk, as the installed system's initramfs and udev rules go by it.
#pragma once
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>
#include <string>

namespace netroot::bootable {

inline constexpr char identity_path[] = "/etc/netroot/netroot.conf";

// Sourced by a POSIX shell: NETROOT_TARGET=e0.0, NETROOT_MACS="aa:bb:…" (of the NICs to bring up),
// NETROOT_TIMEOUT=60 (seconds).
std::string identity_text(const AttachedDisk& disk, const Answers& answers);
// Only the lines of the three variables are ours: others, and comments, stay. Pure.
std::string with_identity(const std::string& existing, const AttachedDisk& disk,
                          const Answers& answers);

std::unique_ptr<Step> write_identity(const BootableInputs& inputs);

} // namespace netroot::bootable
