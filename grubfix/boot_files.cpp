// SPDX-License-Identifier: GPL-2.0-or-later
// device.map and menu.lst in their right form for a system on an AoE disk.
#include "grubfix/boot_files.h"
#include "grubfix/ext_filesystem.h"
#include "grubfix/kernel_options.h"
#include "grubfix/menu_lst.h"
#include "grubfix/partition_table.h"
#include "system/files.h"

namespace netroot {
namespace {

constexpr std::string_view wrong_drive = "(hostdisk/";

std::string uuid_of_root(const BootSetup& setup) {
  auto table = read_partition_table(setup.root, setup.disk);
  auto partition = table ? find_partition(*table, setup.root_partition) : std::nullopt;
  if (!partition)
    return {};
  auto filesystem = read_ext_filesystem(setup.root, setup.disk, partition->start * sector_size);
  return filesystem && *filesystem ? (*filesystem)->uuid : std::string();
}

// Each "(hostdisk//dev/etherd/e0.0,0)" becomes "(hd0,0)"; anything else stays.
std::string without_hostdisk(std::string_view text, const std::string& groot) {
  std::string right;
  for (;;) {
    size_t at = text.find(wrong_drive);
    size_t close = at == text.npos ? text.npos : text.find(')', at);
    if (close == text.npos)
      return right + std::string(text);
    right += std::string(text.substr(0, at)) + groot;
    text.remove_prefix(close + 1);
  }
}

void correct_options(MenuLst& menu, const BootSetup& setup, const std::string& groot) {
  auto right = [&](const std::string& old, std::string_view added) {
    return correct_kernel_options(old, right_root(setup, root_of(old)), added);
  };
  menu.set_option("kopt", right(menu.option("kopt").value_or(""), setup.kernel_options));
  for (const std::string& name : menu.option_names())
    if (name.starts_with("kopt_"))
      menu.set_option(name, right(menu.option(name).value_or(""), ""));
  menu.set_option("groot", groot);
}

void correct_root_arguments(MenuLst& menu, size_t line, const BootSetup& setup) {
  for (size_t i = 0; !menu.lines()[line].argument(i).empty(); i++) {
    std::string argument(menu.lines()[line].argument(i));
    if (argument.starts_with("root="))
      menu.set_argument(line, i, "root=" + right_root(setup, root_of(argument)));
  }
}

void correct_lines(MenuLst& menu, const BootSetup& setup, const std::string& groot) {
  for (size_t line : menu.automagic_lines()) {
    std::string_view command = menu.lines()[line].command();
    for (size_t i = 0; !menu.lines()[line].argument(i).empty(); i++)
      menu.set_argument(line, i, without_hostdisk(menu.lines()[line].argument(i), groot));
    if (command == "root" && !menu.lines()[line].argument(0).empty())
      menu.set_argument(line, 0, groot);
    if (command == "kernel" || command == "module")
      correct_root_arguments(menu, line, setup);
  }
}

Result<bool> save_if_changed(const BootSetup& setup, const char* path, const std::string& old_bytes,
                             const std::string& new_bytes) {
  if (old_bytes == new_bytes)
    return false;
  if (auto saved = atomic_save(setup.root, path, new_bytes); !saved)
    return tl::unexpected(saved.error());
  return true;
}

// A volume on the disk: /dev/mapper/vg-root, /dev/vg/root, /dev/md0; no disk's own name, and none
// of the links below /dev/disk.
bool is_volume(std::string_view root) {
  constexpr std::string_view folder = "/dev/";
  if (!root.starts_with(folder))
    return false;
  std::string_view name = root.substr(folder.size());
  std::string_view first = name.substr(0, name.find('/'));
  bool nested = first.size() < name.size();
  return (nested && first != "etherd" && first != "disk") || name.starts_with("md") ||
         name.starts_with("dm-");
}

} // namespace

std::string right_root(const BootSetup& setup, std::string_view old_root) {
  if (is_volume(old_root) || (setup.root_partition == 0 && !old_root.empty()))
    return std::string(old_root);
  std::string device = partition_name(setup.disk, setup.root_partition);
  if (!old_root.starts_with("UUID="))
    return device;
  std::string uuid = uuid_of_root(setup);
  return !uuid.empty() && old_root.substr(5) == uuid ? std::string(old_root) : device;
}

void correct_menu(const BootSetup& setup, MenuLst& menu) {
  std::string groot = grub_root(setup);
  correct_options(menu, setup, groot);
  correct_lines(menu, setup, groot);
}

std::string corrected_menu_lst(const BootSetup& setup, std::string_view bytes) {
  MenuLst menu = MenuLst::parse(bytes);
  correct_menu(setup, menu);
  return menu.text();
}

Result<std::string> corrected_device_map(const BootSetup& setup) {
  std::string bytes;
  if (exists(setup.root, device_map_path)) {
    auto read = read_file(setup.root, device_map_path);
    if (!read)
      return read;
    bytes = *read;
  }
  DeviceMap map = DeviceMap::parse(bytes);
  map.set("hd0", setup.disk);
  return map.text();
}

// Same bytes are not written.
Result<bool> correct_device_map(const BootSetup& setup) {
  auto old = read_file(setup.root, device_map_path);
  auto wanted = corrected_device_map(setup);
  if (!wanted)
    return tl::unexpected(wanted.error());
  return save_if_changed(setup, device_map_path, old ? *old : "", *wanted);
}

} // namespace netroot
