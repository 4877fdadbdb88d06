// SPDX-License-Identifier: GPL-2.0-or-later
// Entries that start a Xen hypervisor with Linux as its first domain; for automagic.cpp.
#pragma once
#include "grubfix/automagic.h"
#include "grubfix/automagic_options.h"

namespace netroot {

// One stanza; paths as GRUB sees them, with what follows on their lines.
struct MenuEntry {
  std::string title, groot;
  std::string hypervisor; // "/boot/xen-4.17.gz dom0_mem=512M"; empty: Linux itself
  std::string kernel, initrd;
  bool lock_alternative = false, lock_old = false, savedefault = false;
};

// For each kernel that can be the first domain (CONFIG_XEN and CONFIG_XEN_PRIVILEGED_GUEST in its
// /boot/config-…) with each hypervisor, or those of /var/lib/linux-image-VERSION/xen-versions.
// `count` counts the entries; more kernels than howmany are not taken.
std::vector<MenuEntry> xen_entries(const MenuLst& menu, const AutomagicOptions& options,
                                   const AutomagicInput& input, const std::string& title,
                                   unsigned long long& count);

} // namespace netroot
