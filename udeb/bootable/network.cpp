// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/network.h"
#include "system/files.h"
#include "system/text.h"
#include "udeb/bootable/interfaces_file.h"

namespace netroot::bootable {
namespace {

constexpr char interfaces_path[] = "/etc/network/interfaces";

bool has_network_manager(const RootDir& target) {
  return exists(target, "/etc/NetworkManager");
}

bool network_manager_is_right(const BootableInputs& inputs) {
  if (!has_network_manager(inputs.target))
    return true;
  auto now = read_file(inputs.target, network_manager_path);
  return now && *now == network_manager_text(ports_of(inputs.disk));
}

std::string with_protection(std::string interfaces_file, const BootableInputs& inputs) {
  for (const AttachedPort& port : ports_of(inputs.disk))
    interfaces_file = with_no_auto_down(interfaces_file, port.interface);
  return interfaces_file;
}

std::string names_of(const std::vector<AttachedPort>& ports) {
  std::vector<std::string> names;
  for (const AttachedPort& port : ports)
    names.push_back(port.interface);
  return join(names, ", ");
}

Result<bool> is_protected(const BootableInputs& inputs) {
  if (!network_manager_is_right(inputs))
    return false;
  if (!exists(inputs.target, interfaces_path))
    return true;
  auto text = read_file(inputs.target, interfaces_path);
  if (!text)
    return tl::unexpected(text.error());
  return with_protection(*text, inputs) == *text;
}

Outcome protect_interfaces(const BootableInputs& inputs) {
  if (!exists(inputs.target, interfaces_path))
    return {};
  auto text = read_file(inputs.target, interfaces_path);
  if (!text)
    return tl::unexpected(text.error());
  return atomic_save(inputs.target, interfaces_path, with_protection(*text, inputs));
}

Outcome protect_network_manager(const BootableInputs& inputs) {
  if (!has_network_manager(inputs.target))
    return {};
  auto made = make_dirs(inputs.target, "/etc/NetworkManager/conf.d");
  return made ? atomic_save(inputs.target, network_manager_path,
                            network_manager_text(ports_of(inputs.disk)))
              : made;
}

} // namespace

std::string network_manager_text(const std::vector<AttachedPort>& ports) {
  std::vector<std::string> devices;
  for (const AttachedPort& port : ports)
    devices.push_back("mac:" + port.mac);
  const std::string match = "match-device=" + join(devices, ",") + "\n";
  return "# Written by netroot: the root disk is behind these NICs.\n"
         "[connection-netroot]\n" +
         match +
         "ethernet.cloned-mac-address=preserve\n"
         "\n"
         "[device-netroot]\n" +
         match + "keep-configuration=yes\n";
}

std::unique_ptr<Step> protect_network(const BootableInputs& inputs) {
  return step_of(
      "keep " + names_of(ports_of(inputs.disk)) + " up in the installed system",
      [inputs] { return is_protected(inputs); },
      [inputs]() -> Outcome {
        auto done = protect_interfaces(inputs);
        return done ? protect_network_manager(inputs) : done;
      });
}

} // namespace netroot::bootable
