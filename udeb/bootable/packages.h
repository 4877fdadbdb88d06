// SPDX-License-Identifier: GPL-2.0-or-later
// Packages of the target: asked of dpkg, installed through debian-installer's own apt-install,
// which makes the mounts, keeps daemons from starting and passes the proxy on; by chroot and
// apt-get where there is no apt-install (a prepared root outside the installer).
#pragma once
#include "system/result.h"
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace netroot::bootable {

// In the installer; carried by the udeb netroot-bootloader.
inline constexpr char carried_netroot[] = "/usr/share/netroot/netroot.deb";
inline constexpr char carried_grub_legacy[] = "/usr/share/netroot/grub-legacy.deb";
// In the target: keeps the real GRUB legacy from being upgraded to the empty transitional package.
inline constexpr char grub_pin_path[] = "/etc/apt/preferences.d/netroot-grub-legacy";

// Name to version of those of `packages` that are fully installed in the target.
Result<std::map<std::string, std::string>>
installed_packages(const BootableInputs& inputs, const std::vector<std::string>& packages);
// The newest version that is GRUB legacy itself, out of `apt-cache show grub-legacy`; since 0.97-83
// (Debian 13) the package is an empty one that depends on grub-pc. Empty when there is none.
std::string real_grub_legacy_version(std::string_view apt_cache_show);
// Error when another boot loader is installed, which GRUB legacy would fight with over update-grub.
Outcome refuse_other_boot_loaders(const BootableInputs& inputs);

std::unique_ptr<Step> install_aoetools(const BootableInputs& inputs);
std::unique_ptr<Step> install_netroot(const BootableInputs& inputs);
// Before the kernel: dmsetup, which comes with grub-common, would have the initramfs made a second
// time (20 minutes were measured on an emulated machine). Not grub-legacy itself: its kernel hook
// fails where there is no menu.lst yet, and leaves the kernel unconfigured.
std::unique_ptr<Step> install_grub_needs(const BootableInputs& inputs);
std::unique_ptr<Step> install_grub_legacy(const BootableInputs& inputs);
std::unique_ptr<Step> keep_grub_legacy(const BootableInputs& inputs);

} // namespace netroot::bootable
