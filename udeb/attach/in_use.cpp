// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/in_use.h"
#include "system/files.h"
#include "system/text.h"

namespace netroot {
namespace {

constexpr std::string_view sysfs_prefix = "etherd!";

tl::unexpected<Error> in_use(const std::string& device, const std::string& by) {
  return failure("the network disk is in use: " + device + " " + by,
                 "Unmount its file systems, turn its swap off (swapoff) and close what lies on it "
                 "(LVM, RAID, encryption); then try again.");
}

// An alias is a link to a name below /dev/etherd.
bool is_aoe(const RootDir& root, const std::string& device) {
  if (device.empty() || device[0] != '/')
    return false;
  auto real = root.follow(device);
  return real && real->string().rfind(root.at("/dev/etherd").string() + "/", 0) == 0;
}

// The first word of a line is the device, in /proc/mounts as in /proc/swaps.
Outcome refuse_listed(const RootDir& root, const char* table, const std::string& by) {
  auto text = read_file(root, table);
  if (!text)
    return {}; // a kernel without swap has no /proc/swaps
  for (const std::string& line : lines(*text))
    if (auto fields = words(line); !fields.empty() && is_aoe(root, fields[0]))
      return in_use(fields[0], by);
  return {};
}

Outcome refuse_held(const RootDir& root, const std::string& folder) {
  for (const std::string& holder : list_dir(root, folder + "/holders"))
    return in_use(folder.substr(folder.rfind('!') + 1), "is held by " + holder);
  return {};
}

// "/dev/etherd/e0.0p1", under an alias as well, is "e0.0p1"; empty for what is no AoE disk.
std::string aoe_name(const RootDir& root, const std::string& device) {
  return is_aoe(root, device) ? root.follow(device)->filename().string() : std::string();
}

void note_use(std::map<std::string, std::string>& uses, const std::string& name,
              const std::string& how) {
  const std::string disk = name.substr(0, name.find('p'));
  if (!name.empty())
    uses.emplace(disk, (name == disk ? "it" : name) + " " + how);
}

// Device mapper, md and bcache link to what they lie on: "slaves/etherd!e0.0p5".
void note_held(std::map<std::string, std::string>& uses, const RootDir& root,
               const std::string& holder) {
  const std::string folder = "/sys/block/" + holder;
  auto given = read_line(root, folder + "/dm/name");
  for (const std::string& slave : list_dir(root, folder + "/slaves"))
    if (slave.rfind(sysfs_prefix, 0) == 0)
      note_use(uses, slave.substr(sysfs_prefix.size()),
               "is held by " + holder + (given ? " (" + *given + ")" : ""));
}

} // namespace

std::map<std::string, std::string> aoe_disks_in_use(const RootDir& root) {
  std::map<std::string, std::string> uses;
  for (const std::string& line : lines(read_file(root, "/proc/mounts").value_or("")))
    if (auto fields = words(line); fields.size() > 1)
      note_use(uses, aoe_name(root, fields[0]), "is mounted on " + fields[1]);
  for (const std::string& line : lines(read_file(root, "/proc/swaps").value_or("")))
    if (auto fields = words(line); !fields.empty())
      note_use(uses, aoe_name(root, fields[0]), "is used as swap");
  for (const std::string& disk : list_dir(root, "/sys/block"))
    if (disk.rfind(sysfs_prefix, 0) != 0)
      note_held(uses, root, disk);
  return uses;
}

Outcome refuse_when_in_use(const RootDir& root) {
  if (auto free = refuse_listed(root, "/proc/mounts", "is mounted"); !free)
    return free;
  if (auto free = refuse_listed(root, "/proc/swaps", "is used as swap"); !free)
    return free;
  for (const std::string& disk : list_dir(root, "/sys/block")) {
    if (disk.rfind(sysfs_prefix, 0) != 0)
      continue;
    const std::string folder = "/sys/block/" + disk;
    if (auto free = refuse_held(root, folder); !free)
      return free;
    for (const std::string& part : list_dir(root, folder))
      if (part.rfind(disk + "p", 0) == 0)
        if (auto free = refuse_held(root, folder + "/" + part); !free)
          return free;
  }
  return {};
}

} // namespace netroot
