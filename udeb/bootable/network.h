// SPDX-License-Identifier: GPL-2.0-or-later
// What keeps the NIC of the root disk up in the installed system, beyond what the package netroot
// does by itself there (systemd units of ifupdown): the network configuration's own words for it.
#pragma once
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>
#include <string>
#include <vector>

namespace netroot::bootable {

inline constexpr char network_manager_path[] = "/etc/NetworkManager/conf.d/netroot.conf";

// Pure. NetworkManager.conf(5): the NIC keeps its MAC address (a change takes the link down, and
// the target may know the machine by it), and its configuration when NetworkManager is restarted.
std::string network_manager_text(const std::vector<AttachedPort>& ports);

// /etc/network/interfaces of the target gets "no-auto-down"; NetworkManager, where installed, a
// conf.d file.
std::unique_ptr<Step> protect_network(const BootableInputs& inputs);

} // namespace netroot::bootable
