// SPDX-License-Identifier: GPL-2.0-or-later
// The initrds of the target's kernels: each must bring the AoE disk up by itself.
#pragma once
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>
#include <string>
#include <vector>

namespace netroot::bootable {

// VERSIONs of /boot/vmlinuz-VERSION, sorted.
std::vector<std::string> kernels(const RootDir& target);
// Words for what is wrong with the initrd of one of them; empty when nothing is.
std::string initrd_fault_of(const BootableInputs& inputs, const std::string& version);
// Looks into every initrd; makes (update-initramfs -c) or remakes (-u) those that are missing,
// wrong, or hold another identity than /etc/netroot/netroot.conf. Error when there is no kernel, or
// when an initrd is wrong even after it was remade.
std::unique_ptr<Step> check_initrds(const BootableInputs& inputs);

} // namespace netroot::bootable
