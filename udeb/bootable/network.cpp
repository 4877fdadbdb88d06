// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/network.h"
#include "system/files.h"
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
  return now && *now == network_manager_text(inputs.disk.mac);
}

Result<bool> is_protected(const BootableInputs& inputs) {
  if (!network_manager_is_right(inputs))
    return false;
  if (!exists(inputs.target, interfaces_path))
    return true;
  auto text = read_file(inputs.target, interfaces_path);
  if (!text)
    return tl::unexpected(text.error());
  return with_no_auto_down(*text, inputs.disk.interface) == *text;
}

Outcome protect_interfaces(const BootableInputs& inputs) {
  if (!exists(inputs.target, interfaces_path))
    return {};
  auto text = read_file(inputs.target, interfaces_path);
  if (!text)
    return tl::unexpected(text.error());
  return atomic_save(inputs.target, interfaces_path,
                     with_no_auto_down(*text, inputs.disk.interface));
}

Outcome protect_network_manager(const BootableInputs& inputs) {
  if (!has_network_manager(inputs.target))
    return {};
  auto made = make_dirs(inputs.target, "/etc/NetworkManager/conf.d");
  return made ? atomic_save(inputs.target, network_manager_path,
                            network_manager_text(inputs.disk.mac))
              : made;
}

} // namespace

std::string network_manager_text(const std::string& mac) {
  return "# Written by netroot: the root disk is behind this NIC.\n"
         "[connection-netroot]\n"
         "match-device=mac:" +
         mac +
         "\n"
         "ethernet.cloned-mac-address=preserve\n"
         "\n"
         "[device-netroot]\n"
         "match-device=mac:" +
         mac +
         "\n"
         "keep-configuration=yes\n";
}

std::unique_ptr<Step> protect_network(const BootableInputs& inputs) {
  return step_of(
      "keep " + inputs.disk.interface + " up in the installed system",
      [inputs] { return is_protected(inputs); },
      [inputs]() -> Outcome {
        auto done = protect_interfaces(inputs);
        return done ? protect_network_manager(inputs) : done;
      });
}

} // namespace netroot::bootable
