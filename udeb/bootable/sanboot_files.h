// SPDX-License-Identifier: GPL-2.0-or-later
// How the machine is to be started from now on, written down where it will be looked for.
#pragma once
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>
#include <string>

namespace netroot::bootable {

// The sanboot script for gPXE and iPXE, with dnsmasq and ISC dhcpd lines that hand it out:
//   target:/etc/netroot/             for the installed system,
//   target:/var/log/installer/       where installations are documented,
//   installer:/var/log/netroot/      for a person (or save-logs) before the reboot.
inline constexpr char saved_for_a_person[] = "/var/log/netroot";
inline constexpr char saved_in_target[] = "/var/log/installer/netroot";

// What goes into them. Both DHCP servers' lines name the URL at which the script is published;
// where none is, an example.
std::string script_of(const BootableInputs& inputs);
// The lines for dnsmasq, which hand out the root path.
std::string dnsmasq_lines_of(const BootableInputs& inputs);

std::unique_ptr<Step> save_sanboot_files(const BootableInputs& inputs);

} // namespace netroot::bootable
