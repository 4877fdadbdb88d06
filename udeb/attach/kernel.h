// SPDX-License-Identifier: GPL-2.0-or-later
// Kernel: what the attach steps need of the running kernel beyond files. Behind an interface so
// that tests play a machine whose links come up and whose targets answer when the test says so.
#pragma once
#include "system/file_descriptor.h"
#include "system/result.h"
#include "system/root_dir.h"
#include <chrono>
#include <memory>
#include <string>

namespace netroot {

class Kernel {
public:
  using Clock = std::chrono::steady_clock;

  virtual ~Kernel() = default;
  virtual Clock::time_point now() = 0;
  // IFF_UP of an interface, set or cleared; addresses stay as they are.
  virtual Outcome set_link(const std::string& interface, bool up) = 0;
  // An address that somebody gave it; the link-local one of IPv6 comes by itself and is none.
  virtual Result<bool> has_address(const std::string& interface) = 0;
  // Waits until a link or a device changed, or until `deadline`. Events since the object was made
  // count, so looking first and waiting then loses none. Error: interrupted (system/interrupt.h).
  virtual Outcome wait_for_change(Clock::time_point deadline) = 0;
  // BLKRRPART. A disk whose partitions are in use keeps its table: no error.
  virtual Outcome reread_partitions(const std::string& device) = 0;
};

// The running kernel's where `root` is the host, else NoKernel.
Result<std::unique_ptr<Kernel>> open_kernel(const RootDir& root);
// A socket of NETLINK_KOBJECT_UEVENT, not blocking: readable when a device came, changed or went.
Result<FileDescriptor> device_events();

// rtnetlink(7) RTMGRP_LINK and NETLINK_KOBJECT_UEVENT, netdevice(7) SIOCSIFFLAGS.
class RunningKernel : public Kernel {
public:
  static Result<std::unique_ptr<RunningKernel>> open();
  Clock::time_point now() override { return Clock::now(); }
  Outcome set_link(const std::string& interface, bool up) override;
  Result<bool> has_address(const std::string& interface) override;
  Outcome wait_for_change(Clock::time_point deadline) override;
  Outcome reread_partitions(const std::string& device) override;

private:
  RunningKernel(FileDescriptor links, FileDescriptor devices)
      : links_(std::move(links)), devices_(std::move(devices)) {}
  FileDescriptor links_, devices_;
};

// For --root DIR, where another folder plays the machine: time passes, nothing else happens. A link
// cannot be set there (it would be this machine's), and its disks are files without a partition
// table.
class NoKernel : public Kernel {
public:
  Clock::time_point now() override { return Clock::now(); }
  Outcome set_link(const std::string& interface, bool up) override;
  Result<bool> has_address(const std::string& interface) override;
  Outcome wait_for_change(Clock::time_point deadline) override;
  Outcome reread_partitions(const std::string& device) override;
};

} // namespace netroot
