// SPDX-License-Identifier: GPL-2.0-or-later
// The sanboot script and the DHCP servers' lines that the installer left in /etc/netroot, kept in
// step with /etc/netroot/netroot.conf. The PXE server has copies of its own: `grubfix sanboot`.
#pragma once
#include "grubfix/file_change.h"
#include "grubfix/identity.h"
#include "grubfix/sanboot.h"

namespace netroot {

inline constexpr char sanboot_script_path[] = "/etc/netroot/sanboot.gpxe";
inline constexpr char sanboot_dnsmasq_path[] = "/etc/netroot/sanboot-dnsmasq.conf";
inline constexpr char sanboot_dhcpd_path[] = "/etc/netroot/sanboot-dhcpd.conf";
// Stands for the place that only the administrator knows.
inline constexpr char example_script_url[] = "http://boot.example.org/sanboot.gpxe";

struct SanbootFile {
  const char* path;
  std::string bytes;
};
std::vector<SanbootFile> sanboot_files(const Sanboot& how, const std::string& script_url);

// True when the text boots that target, and through one of its ports where the text names any.
bool is_in_step(std::string_view script, const Identity& identity);
// Adds the changes of those files that netroot wrote for another target or other ports. Without a
// script there, or with one that somebody else wrote: none.
void plan_sanboot_files(const RootDir& root, const std::string& identity,
                        std::vector<FileChange>& changes);

} // namespace netroot
