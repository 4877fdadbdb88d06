// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/installed_kernels.h"
#include "grubfix/debian_version.h"
#include "system/files.h"
#include <algorithm>
#include <array>

namespace netroot {
namespace {

constexpr char boot[] = "/boot/";
constexpr std::string_view image = "vmlinuz";
constexpr std::string_view versioned = "vmlinuz-";

// "-rc1", ".git", "_pre" become "~rc1": what precedes a release sorts before it.
std::string sortable(std::string version) {
  static constexpr std::array<std::string_view, 5> before = {"pre", "rc", "test", "git", "trunk"};
  for (size_t i = 0; i < version.size(); i++)
    if (version[i] == '.' || version[i] == '_' || version[i] == '-')
      for (std::string_view word : before)
        if (std::string_view(version).substr(i + 1).starts_with(word)) {
          version[i] = '~';
          break;
        }
  return version;
}

std::string initrd_of(const RootDir& root, const std::string& suffix) {
  for (const char* stem : {"initrd", "initrd.img", "initrd-lvm"})
    for (const char* compressed : {"", ".gz"})
      if (std::string name = stem + suffix + compressed; exists(root, boot + name))
        return name;
  return {};
}

InstalledKernel versioned_kernel(const RootDir& root, const std::string& file) {
  std::string version = file.substr(versioned.size());
  return {file, version, version, initrd_of(root, "-" + version)};
}

// "vmlinuz" and "vmlinuz.old", usually links to a versioned file.
InstalledKernel unversioned_kernel(const RootDir& root, const std::string& file,
                                   const std::string& role) {
  InstalledKernel kernel{file, "", role, initrd_of(root, file.substr(image.size()))};
  auto real = root.follow(boot + file);
  if (!read_symlink(root, boot + file) || !real)
    return kernel;
  std::string name = real->filename().string();
  if (size_t at = name.rfind(versioned); at != name.npos)
    name.erase(0, at + versioned.size());
  kernel.version = name;
  kernel.label = name + " " + role;
  return kernel;
}

} // namespace

bool newer_kernel(const std::string& one, const std::string& other) {
  return compare_debian_versions(sortable(one), sortable(other)) > 0;
}

std::vector<InstalledKernel> installed_kernels(const RootDir& root) {
  std::vector<InstalledKernel> kernels;
  for (const std::string& name : list_dir(root, "/boot"))
    if (name.starts_with(versioned) && name.find("dpkg") == name.npos)
      kernels.push_back(versioned_kernel(root, name));
  std::reverse(kernels.begin(), kernels.end()); // as update-grub lists them before it sorts
  std::stable_sort(kernels.begin(), kernels.end(), [](const auto& one, const auto& other) {
    return newer_kernel(one.version, other.version);
  });
  if (exists(root, "/boot/vmlinuz.old"))
    kernels.insert(kernels.begin(), unversioned_kernel(root, "vmlinuz.old", "Previous"));
  if (exists(root, "/boot/vmlinuz"))
    kernels.insert(kernels.begin(), unversioned_kernel(root, "vmlinuz", "Default"));
  return kernels;
}

} // namespace netroot
