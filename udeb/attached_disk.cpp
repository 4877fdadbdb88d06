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

void read_field(AttachedDisk& disk, const std::string& line) {
  auto equals = line.find('=');
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

Outcome save_attached_disk(const RootDir& root, const AttachedDisk& disk) {
  std::string text;
  for (const Field& field : fields)
    text += std::string(field.key) + "=" + disk.*field.value + "\n";
  if (auto made = make_dirs(root, "/run/netroot"); !made)
    return made;
  return atomic_save(root, attached_disk_path, text);
}

} // namespace netroot
