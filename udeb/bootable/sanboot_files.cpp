// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/sanboot_files.h"
#include "grubfix/sanboot_files.h"
#include "system/files.h"
#include "system/url.h"
#include "udeb/bootable/publishing.h"
#include <filesystem>
#include <utility>
#include <vector>

namespace netroot::bootable {
namespace {

struct Folder {
  RootDir root;
  std::string path;
};

struct File {
  std::string name, bytes;
};

std::vector<Folder> folders(const BootableInputs& inputs) {
  return {{inputs.target, "/etc/netroot"},
          {inputs.target, saved_in_target},
          {inputs.installer, saved_for_a_person}};
}

Sanboot sanboot_of(const BootableInputs& inputs) {
  Sanboot sanboot;
  sanboot.target = inputs.disk.target;
  for (const AttachedPort& port : ports_of(inputs.disk))
    sanboot.macs.push_back(port.mac);
  sanboot.dhcp = inputs.answers.sanboot_dhcp;
  return sanboot;
}

// Where nothing is published, only the administrator knows.
std::string script_url(const BootableInputs& inputs) {
  return is_published(inputs) ? shown_url(inputs.answers.sanboot_publish) : example_script_url;
}

std::vector<File> files(const BootableInputs& inputs) {
  std::vector<File> all;
  for (SanbootFile& file : sanboot_files(sanboot_of(inputs), script_url(inputs)))
    all.push_back({std::filesystem::path(file.path).filename().string(), std::move(file.bytes)});
  return all;
}

bool is_saved(const Folder& folder, const File& file) {
  auto now = read_file(folder.root, folder.path + "/" + file.name);
  return now && *now == file.bytes;
}

bool all_saved(const BootableInputs& inputs) {
  for (const auto& folder : folders(inputs))
    for (const auto& file : files(inputs))
      if (!is_saved(folder, file))
        return false;
  return true;
}

Outcome save_all(const BootableInputs& inputs) {
  for (const auto& folder : folders(inputs)) {
    if (auto made = make_dirs(folder.root, folder.path); !made)
      return made;
    for (const auto& file : files(inputs))
      if (auto saved = atomic_save(folder.root, folder.path + "/" + file.name, file.bytes); !saved)
        return saved;
  }
  return {};
}

} // namespace

std::string script_of(const BootableInputs& inputs) {
  return sanboot_script(sanboot_of(inputs));
}

std::string dnsmasq_lines_of(const BootableInputs& inputs) {
  return dnsmasq_lines(sanboot_of(inputs), script_url(inputs));
}

std::unique_ptr<Step> save_sanboot_files(const BootableInputs& inputs) {
  return step_of(
      "save the sanboot script and the DHCP server's lines in /etc/netroot",
      [inputs]() -> Result<bool> { return all_saved(inputs); },
      [inputs] { return save_all(inputs); });
}

} // namespace netroot::bootable
