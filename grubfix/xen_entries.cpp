// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/xen_entries.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr std::string_view config_stem = "config-", hypervisor_stem = "xen-", packed = ".gz";

// Versions of the hypervisors in /boot; a link is another name of one of them.
std::vector<std::string> hypervisors(const RootDir& root) {
  std::vector<std::string> versions;
  for (const std::string& name : list_dir(root, "/boot"))
    if (name.starts_with(hypervisor_stem) && name.ends_with(packed) &&
        name.size() > hypervisor_stem.size() + packed.size() &&
        !read_symlink(root, "/boot/" + name))
      versions.push_back(name.substr(hypervisor_stem.size(),
                                     name.size() - hypervisor_stem.size() - packed.size()));
  return versions;
}

// Debian's own file of the versions that a kernel is meant for, as far as those are there.
std::vector<std::string> hypervisors_for(const AutomagicInput& input, const std::string& version,
                                         const std::vector<std::string>& all) {
  auto wanted = read_file(input.root, "/var/lib/linux-image-" + version + "/xen-versions");
  std::vector<std::string> found;
  for (const std::string& name : wanted ? words(*wanted) : std::vector<std::string>())
    if (std::find(all.begin(), all.end(), name) != all.end())
      found.push_back(name);
  return found.empty() ? all : found;
}

bool can_be_first_domain(const RootDir& root, const InstalledKernel& kernel) {
  auto config = read_file(root, "/boot/" + std::string(config_stem) + kernel.version);
  return config && config->find("CONFIG_XEN=y") != std::string::npos &&
         config->find("CONFIG_XEN_PRIVILEGED_GUEST=y") != std::string::npos;
}

} // namespace

std::vector<MenuEntry> xen_entries(const MenuLst& menu, const AutomagicOptions& options,
                                   const AutomagicInput& input, const std::string& title,
                                   unsigned long long& count) {
  std::vector<MenuEntry> entries;
  auto all = hypervisors(input.root);
  if (all.empty())
    return entries;
  auto below = [&](const std::string& file) { return input.boot_folder + "/" + file; };
  for (const InstalledKernel& kernel : input.kernels) {
    if (!kernel.file.starts_with("vmlinuz-") || !can_be_first_domain(input.root, kernel))
      continue;
    if (options.howmany && count > *options.howmany)
      break;
    for (const std::string& version : hypervisors_for(input, kernel.version, all)) {
      MenuEntry entry;
      entry.title = "Xen " + version + " / " + title + ", kernel " + kernel.version;
      entry.groot = options.groot;
      entry.hypervisor = below(std::string(hypervisor_stem) + version + std::string(packed));
      if (!options.xenhopt.empty())
        entry.hypervisor += " " + options.xenhopt;
      entry.kernel = below(kernel.file) + " " + kernel_options_for(menu, kernel.version) + " " +
                     options.xenkopt;
      entry.initrd = kernel.initrd.empty() ? "" : below(kernel.initrd);
      entry.savedefault = options.savedefault;
      entries.push_back(entry);
      count++;
    }
  }
  return entries;
}

} // namespace netroot
