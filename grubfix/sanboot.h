// SPDX-License-Identifier: GPL-2.0-or-later
// How a machine's firmware starts the installed system: a script for gPXE and iPXE, and what a DHCP
// server has to say. Pure text; nothing here touches the machine.
//
// What the two understand (gPXE 0.9.4 to 1.0.1, its src/hci; iPXE: ipxe.org/cmd):
//   gPXE has echo, set, dhcp, ifopen, ifclose, sanboot URI and little more. No labels, goto, iseq,
//   isset,
//   && or ||, no sanboot options; a script ends at the first command that fails. So it cannot
//   compare MAC addresses: it boots through the NIC it opened last, which is the one the script
//   came through. iPXE has all of these and accepts "#!gpxe" as a first line.
// One script serves both: "echo … && goto LABEL ||" is only an echo in gPXE, and a jump in iPXE.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace netroot {

struct Sanboot {
  std::string target; // "e0.0"
  std::vector<std::string>
      macs;         // of the NICs that reach it, "52:54:00:12:34:56", lower case;
                    // the first one found is used; empty: the NIC the script came through
  bool dhcp = true; // iPXE asks DHCP on that NIC first, and goes on without an answer
  std::optional<unsigned> gpxe_port = {}; // for a script embedded in gPXE itself, when no NIC is
                                          // open yet: open netN
};

std::string sanboot_script(const Sanboot& how);
// Lines for dnsmasq.conf, and a host block for ISC's dhcpd.conf; both with the variant that hands
// out the script as a comment. `script_url` is where the script will be
// ("http://10.0.0.1/netroot.gpxe").
std::string dnsmasq_lines(const Sanboot& how, const std::string& script_url);
std::string isc_dhcpd_lines(const Sanboot& how, const std::string& script_url);

} // namespace netroot
