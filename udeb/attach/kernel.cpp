// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/kernel.h"
#include "system/interrupt.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <ifaddrs.h>
#include <linux/fs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace netroot {
namespace {

tl::unexpected<Error> system_failure(const std::string& what) {
  return failure(what + ": " + errno_text(errno));
}

tl::unexpected<Error> interrupted() {
  return failure("interrupted", "Nothing is half done; run it again when you like.");
}

Result<FileDescriptor> listen_to(int protocol, unsigned groups, const char* what) {
  FileDescriptor socket_fd(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol));
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = groups;
  if (!socket_fd.valid() ||
      bind(socket_fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    return system_failure(std::string("cannot listen to the kernel's ") + what + " events");
  return socket_fd;
}

// The text of an event does not matter, only that there was one: whoever waits looks at sysfs
// again. ENOBUFS (events were lost) is as good as an event.
void drain(int descriptor) {
  char buffer[8192];
  while (recv(descriptor, buffer, sizeof buffer, 0) > 0 || errno == ENOBUFS)
    errno = 0;
}

int milliseconds_until(Kernel::Clock::time_point deadline) {
  auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Kernel::Clock::now()).count();
  return left < 0 ? 0 : left > 3'600'000 ? 3'600'000 : static_cast<int>(left);
}

Outcome pause_until(pollfd* descriptors, nfds_t count, Kernel::Clock::time_point deadline) {
  if (was_interrupted())
    return interrupted();
  int ready = poll(descriptors, count, milliseconds_until(deadline));
  if (was_interrupted())
    return interrupted();
  if (ready < 0 && errno != EINTR)
    return system_failure("cannot wait for the kernel's events");
  return {};
}

bool is_given(const sockaddr* address) {
  if (!address || (address->sa_family != AF_INET && address->sa_family != AF_INET6))
    return false;
  if (address->sa_family == AF_INET)
    return true;
  return !IN6_IS_ADDR_LINKLOCAL(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
}

} // namespace

Result<FileDescriptor> device_events() {
  return listen_to(NETLINK_KOBJECT_UEVENT, 1, "device");
}

Result<std::unique_ptr<Kernel>> open_kernel(const RootDir& root) {
  if (!root.is_host())
    return std::unique_ptr<Kernel>(std::make_unique<NoKernel>());
  auto kernel = RunningKernel::open();
  if (!kernel)
    return tl::unexpected(kernel.error());
  return std::unique_ptr<Kernel>(std::move(*kernel));
}

Result<std::unique_ptr<RunningKernel>> RunningKernel::open() {
  auto links = listen_to(NETLINK_ROUTE, RTMGRP_LINK, "link");
  if (!links)
    return tl::unexpected(links.error());
  auto devices = device_events();
  if (!devices)
    return tl::unexpected(devices.error());
  return std::unique_ptr<RunningKernel>(new RunningKernel(std::move(*links), std::move(*devices)));
}

Outcome RunningKernel::set_link(const std::string& interface, bool up) {
  FileDescriptor control(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ifreq request{};
  if (!control.valid() || interface.size() >= sizeof request.ifr_name)
    return failure("cannot reach interface " + interface);
  std::memcpy(request.ifr_name, interface.data(), interface.size());
  if (ioctl(control.get(), SIOCGIFFLAGS, &request) != 0)
    return system_failure("cannot read the flags of " + interface);
  int flags = up ? request.ifr_flags | IFF_UP : request.ifr_flags & ~IFF_UP;
  if (flags == request.ifr_flags)
    return {};
  request.ifr_flags = static_cast<short>(flags);
  if (ioctl(control.get(), SIOCSIFFLAGS, &request) != 0)
    return system_failure("cannot set " + interface + (up ? " up" : " down"));
  return {};
}

Result<bool> RunningKernel::has_address(const std::string& interface) {
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0)
    return system_failure("cannot read the addresses of " + interface);
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owned(all, &freeifaddrs);
  for (const ifaddrs* entry = all; entry; entry = entry->ifa_next)
    if (interface == entry->ifa_name && is_given(entry->ifa_addr))
      return true;
  return false;
}

Outcome RunningKernel::wait_for_change(Clock::time_point deadline) {
  pollfd descriptors[3] = {
      {links_.get(), POLLIN, 0}, {devices_.get(), POLLIN, 0}, {interrupt_descriptor(), POLLIN, 0}};
  if (auto waited = pause_until(descriptors, 3, deadline); !waited)
    return waited;
  for (const pollfd& descriptor : descriptors)
    if (descriptor.revents)
      drain(descriptor.fd);
  return {};
}

Outcome RunningKernel::reread_partitions(const std::string& device) {
  FileDescriptor disk(::open(device.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!disk.valid())
    return system_failure("cannot open " + device);
  if (ioctl(disk.get(), BLKRRPART) != 0 && errno != EBUSY)
    return system_failure("cannot read the partition table of " + device);
  return {};
}

Outcome NoKernel::set_link(const std::string& interface, bool) {
  return failure("interface " + interface + " belongs to another root folder",
                 "Links can be changed on the running machine only: leave --root out.");
}

Result<bool> NoKernel::has_address(const std::string&) {
  return false;
}

Outcome NoKernel::wait_for_change(Clock::time_point deadline) {
  pollfd descriptor = {interrupt_descriptor(), POLLIN, 0};
  return pause_until(&descriptor, 1, deadline);
}

Outcome NoKernel::reread_partitions(const std::string&) {
  return {};
}

} // namespace netroot
