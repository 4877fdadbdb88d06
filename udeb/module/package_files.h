// SPDX-License-Identifier: GPL-2.0-or-later
// linux-image .debs by their file names (deb-file names are PACKAGE_VERSION_ARCH.deb; apt's cache
// and some media write ':' as %3a).
#pragma once
#include "system/root_dir.h"
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

// True for "linux-image-RELEASE_VERSION_ARCH.deb" with exactly this release; the -unsigned, -dbg
// and other flavours' packages are not it.
bool is_kernel_package(std::string_view file_name, std::string_view release);
// The release in such a name ("6.12.107+deb13-amd64"), "" when it is none: for saying what was
// seen.
std::string kernel_of_package(std::string_view file_name);

struct PackageFiles {
  std::vector<std::string> fitting; // paths as open(2) takes them, newest version first
  std::vector<std::string> others;  // releases of other kernels that were seen
};
// Searches a folder and what is below it (links are not followed).
PackageFiles packages_below(const std::string& folder, const std::string& release);
// Searches the pools of the install media where debian-installer mounts them: /cdrom, /hd-media,
// /media/*. `looked_at` gets the pools that are there.
PackageFiles packages_on_media(const RootDir& root, const std::string& release,
                               std::vector<std::string>& looked_at);

} // namespace netroot
