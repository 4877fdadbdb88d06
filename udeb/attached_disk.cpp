// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attached_disk.h"
#include "system/files.h"
#include "system/text.h"
#include <array>

namespace netroot {
namespace {

struct Field {
  const char* key;
  std::string AttachedDisk::*value;
  bool required;
};

constexpr std::array<Field, 5> fields = {{{"TARGET", &AttachedDisk::target, true},
                                          {"DEVICE", &AttachedDisk::device, true},
                                          {"ALIAS", &AttachedDisk::alias, false},
                                          {"INTERFACE", &AttachedDisk::interface, true},
                                          {"MAC", &AttachedDisk::mac, true}}};

constexpr char attach_first[] = "Run \"netroot attach\" (the menu item \"Attach a network disk\").";

constexpr std::string_view ports_key = "PORTS=";

std::vector<AttachedPort> parse_ports(std::string_view list) {
  std::vector<AttachedPort> ports;
  for (const std::string& port : split(list, ',')) {
    auto parts = split(port, '/');
    if (parts.size() == 3)
      ports.push_back(
          {parts[0], parts[1], static_cast<unsigned>(parse_number(parts[2]).value_or(0))});
  }
  return ports;
}

std::string ports_line(const std::vector<AttachedPort>& ports) {
  std::vector<std::string> all;
  for (const AttachedPort& port : ports)
    all.push_back(port.interface + "/" + port.mac + "/" + std::to_string(port.mtu));
  return std::string(ports_key) + join(all, ",") + "\n";
}

void read_field(AttachedDisk& disk, const std::string& line) {
  auto equals = line.find('=');
  if (line.starts_with(ports_key))
    disk.ports = parse_ports(trim(line.substr(ports_key.size())));
  for (const Field& field : fields)
    if (equals != std::string::npos && line.compare(0, equals, field.key) == 0)
      disk.*field.value = std::string(trim(line.substr(equals + 1)));
}

} // namespace

Result<AttachedDisk> load_attached_disk(const RootDir& root) {
  if (!exists(root, attached_disk_path))
    return failure("no network disk was attached", attach_first);
  auto text = read_file(root, attached_disk_path);
  if (!text)
    return tl::unexpected(text.error());
  AttachedDisk disk;
  for (const std::string& line : lines(*text))
    read_field(disk, line);
  for (const Field& field : fields)
    if (field.required && (disk.*field.value).empty())
      return failure(std::string(attached_disk_path) + " has no " + field.key, attach_first);
  return disk;
}

std::vector<AttachedPort> ports_of(const AttachedDisk& disk) {
  return disk.ports.empty() ? std::vector<AttachedPort>{{disk.interface, disk.mac, 0}} : disk.ports;
}

Outcome save_attached_disk(const RootDir& root, const AttachedDisk& disk) {
  std::string text;
  for (const Field& field : fields)
    text += std::string(field.key) + "=" + disk.*field.value + "\n";
  if (!disk.ports.empty())
    text += ports_line(disk.ports);
  if (auto made = make_dirs(root, "/run/netroot"); !made)
    return made;
  return atomic_save(root, attached_disk_path, text);
}

} // namespace netroot
