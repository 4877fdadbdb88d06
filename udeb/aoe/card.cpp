// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/card.h"
#include "system/file_descriptor.h"
#include <cerrno>
#include <cstring>
#include <net/if.h>
#include <net/if_arp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace netroot::aoe {

Result<Card> look_at_card(const std::string& name) {
  FileDescriptor control(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!control.valid())
    return failure("cannot look at " + name + ": " + errno_text(errno));
  ifreq request{};
  if (name.empty() || name.size() >= sizeof request.ifr_name)
    return failure("\"" + name + "\" is no name of a network interface");
  std::memcpy(request.ifr_name, name.data(), name.size());
  if (ioctl(control.get(), SIOCGIFHWADDR, &request) != 0)
    return failure("there is no network interface " + name,
                   "`ip link` lists those that are there.");
  if (request.ifr_hwaddr.sa_family != ARPHRD_ETHER)
    return failure(name + " is no Ethernet interface", "AoE goes over Ethernet alone.");
  Card card;
  card.name = name;
  std::memcpy(card.mac.bytes.data(), request.ifr_hwaddr.sa_data, card.mac.bytes.size());
  if (ioctl(control.get(), SIOCGIFMTU, &request) == 0)
    card.mtu = static_cast<unsigned>(request.ifr_mtu);
  if (ioctl(control.get(), SIOCGIFFLAGS, &request) == 0)
    card.carrier = request.ifr_flags & IFF_RUNNING;
  return card;
}

} // namespace netroot::aoe
