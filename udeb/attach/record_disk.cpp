// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "udeb/attach/steps.h"

namespace netroot {
namespace {

bool same(const AttachedDisk& a, const AttachedDisk& b) {
  return a.target == b.target && a.device == b.device && a.alias == b.alias &&
         a.interface == b.interface && a.mac == b.mac && a.ports == b.ports;
}

std::vector<AttachedPort> ports_in(const std::vector<Link>& links,
                                   const std::vector<std::string>& names) {
  std::vector<AttachedPort> ports;
  for (const std::string& name : names)
    for (const Link& link : links)
      if (link.name == name)
        ports.push_back({link.name, link.mac, link.mtu});
  return ports;
}

} // namespace

std::string RecordDisk::text() const {
  return "note the disk for the steps to come";
}

Result<AttachedDisk> RecordDisk::found() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  AttachedDisk disk{target->name.text(), target->name.device(), {}, target->interface, {}, {}};
  if (!job_.answers.alias.empty())
    disk.alias = "/dev/" + job_.answers.alias;
  disk.ports = ports_in(list_links(job_.root), target->interfaces);
  if (!disk.ports.empty() && disk.ports.front().interface == disk.interface)
    disk.mac = disk.ports.front().mac;
  if (disk.mac.empty())
    return failure("target " + disk.target + " answers on interface \"" + disk.interface +
                       "\", which has no address",
                   "Check the network interfaces, then run this step again.");
  return disk;
}

Result<bool> RecordDisk::done() {
  auto disk = found();
  if (!disk)
    return tl::unexpected(disk.error());
  auto noted = load_attached_disk(job_.root);
  return noted && same(*noted, *disk);
}

Outcome RecordDisk::run() {
  auto disk = found();
  if (!disk)
    return tl::unexpected(disk.error());
  return save_attached_disk(job_.root, *disk);
}

Outcome RecordDisk::undo() {
  return remove_file(job_.root, attached_disk_path);
}

} // namespace netroot
