// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/sanboot.h"

namespace netroot {
namespace {

std::string uri(const Sanboot& how) {
  return "aoe:" + how.target;
}

std::string gpxe_part(const Sanboot& how) {
  std::string text = "# gPXE cannot compare addresses: it uses the NIC it opened last, the one\n"
                     "# this script came through. It prints the rest of the next line and goes\n"
                     "# on; iPXE jumps.\n"
                     "echo netroot: " +
                     uri(how) + " && goto ipxe ||\n";
  if (how.gpxe_port)
    text += "ifopen net" + std::to_string(*how.gpxe_port) + "\n";
  return text + "sanboot " + uri(how) + "\n";
}

std::string search_part(const Sanboot& how) {
  std::string text = "set i:int32 0\n:port\n";
  for (const std::string& mac : how.macs)
    text += "iseq ${net${i}/mac} " + mac + " && goto found ||\n";
  text += "inc i\niseq ${i} 16 || goto port\n"
          "echo netroot: no port has the address";
  for (const std::string& mac : how.macs)
    text += " " + mac;
  return text + ", using the one in use\ngoto boot\n";
}

// AoE goes out through the NIC opened last, so the others are closed first. iPXE closes a NIC when
// DHCP fails on it ("Could not open SAN device: No such device" would follow), hence the second
// ifopen; it does nothing to a NIC that is open.
std::string open_part(const Sanboot& how) {
  std::string text = ":found\nifclose\nifopen net${i}\n"
                     "echo netroot: net${i} ${net${i}/mac}\n";
  if (how.dhcp)
    text += "dhcp net${i} || echo netroot: no DHCP server answered, AoE does not need one\n"
            "ifopen net${i}\n";
  return text;
}

// A power cut brings clients up before the storage they boot from: try for five minutes.
constexpr char boot_part[] = ":boot\n"
                             "set tries:int32 0\n"
                             ":again\n"
                             "sanboot --drive 0x80 ";
constexpr char retry_part[] =
    " ||\n"
    "inc tries\n"
    "iseq ${tries} 30 && goto failed ||\n"
    "echo netroot: no answer yet, trying again in 10 seconds\n"
    "sleep 10\n"
    "goto again\n"
    ":failed\n"
    "echo netroot: gave up; is the target exported on this Ethernet segment?\n"
    "exit 1\n";

std::string tag(const Sanboot& how) {
  std::string name = "netroot-" + how.target;
  name[name.find('.')] = '-';
  return name;
}

std::string without_colons(std::string mac) {
  std::erase(mac, ':');
  return mac;
}

// Every port is meant then, but a DHCP server serves other machines, too.
constexpr char no_port_known[] =
    "# NETROOT_MACS in /etc/netroot/netroot.conf names no port of this machine: nothing is handed\n"
    "# out before its address stands here, and the # is gone:\n";

std::string isc_host(const Sanboot& how, const std::string& mac, const std::string& script_url) {
  return "host netroot-" + without_colons(mac) +
         " {\n"
         "  hardware ethernet " +
         mac +
         ";\n"
         "  option root-path \"" +
         uri(how) +
         "\";\n"
         "  # A plain PXE ROM loads iPXE first; gPXE and iPXE boot from root-path by themselves.\n"
         "  if not (exists user-class and\n"
         "          (option user-class = \"iPXE\" or option user-class = \"gPXE\")) {\n"
         "    filename \"undionly.kpxe\";\n"
         "  }\n"
         "  # To hand out the script as well, put this behind the closing brace above:\n"
         "  # else { filename \"" +
         script_url +
         "\"; }\n"
         "}\n";
}

} // namespace

std::string sanboot_script(const Sanboot& how) {
  std::string text =
      "#!gpxe\n# Boots the system on " + uri(how) + ". For gPXE and iPXE; made by netroot.\n";
  text += gpxe_part(how);
  text += ":ipxe\n";
  if (!how.macs.empty())
    text += search_part(how) + open_part(how);
  return text + boot_part + uri(how) + retry_part;
}

std::string dnsmasq_lines(const Sanboot& how, const std::string& script_url) {
  std::string set = tag(how);
  std::string text =
      "# " + uri(how) + ": gPXE and iPXE boot from root-path (option 17) by themselves.\n";
  for (const std::string& mac : how.macs)
    text += "dhcp-host=" + mac + ",set:" + set + "\n";
  if (how.macs.empty())
    text += std::string(no_port_known) + "# dhcp-host=ADDRESS,set:" + set + "\n";
  text += "dhcp-match=set:ipxe,175\n"
          "dhcp-option=tag:" +
          set + ",option:root-path," + uri(how) +
          "\n"
          "# A plain PXE ROM loads iPXE first (needs enable-tftp and tftp-root):\n"
          "dhcp-boot=tag:" +
          set +
          ",tag:!ipxe,undionly.kpxe\n"
          "# To hand out the script as well:\n"
          "# dhcp-boot=tag:" +
          set + ",tag:ipxe," + script_url + "\n";
  return text;
}

std::string isc_dhcpd_lines(const Sanboot& how, const std::string& script_url) {
  std::string text = "# " + uri(how) + ", for each NIC that reaches it.\n";
  for (const std::string& mac : how.macs)
    text += isc_host(how, mac, script_url);
  if (how.macs.empty())
    text += std::string(no_port_known) +
            "# host netroot { hardware ethernet ADDRESS; option root-path \"" + uri(how) +
            "\"; }\n";
  return text;
}

} // namespace netroot
