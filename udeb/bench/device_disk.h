// SPDX-License-Identifier: GPL-2.0-or-later
// A block device past the page cache, by the kernel's asynchronous I/O (io_submit(2)): the way to a
// target where packet sockets cannot be had, and to see what the driver makes of it.
#pragma once
#include "system/file_descriptor.h"
#include "udeb/bench/disk.h"
#include <list>
#include <memory>

struct iocb;

namespace netroot::bench {

class DeviceDisk : public Disk {
public:
  // `direct`: O_DIRECT, which a file of some file systems refuses; for writes, too, with
  // `writable`. Errors: it is not there, it is in use (O_EXCL, of a block device), no privilege.
  static Result<std::unique_ptr<DeviceDisk>> open(const std::string& path, bool writable,
                                                  bool direct = true);
  ~DeviceDisk() override;

  uint64_t bytes() const override { return bytes_; }
  void read(uint64_t offset, std::span<uint8_t> into, Done done) override;
  void write(uint64_t offset, std::span<const uint8_t> from, Done done) override;
  // Cannot be interrupted while the driver keeps a request: a dead target's fail after
  // aoe_deadsecs.
  Outcome run() override;

private:
  struct Request;
  DeviceDisk(std::string path, FileDescriptor file, uint64_t bytes);
  void submit(Request request);
  void finish(Request* request, int64_t result);
  Outcome give_up(Outcome why);

  const std::string path_;
  FileDescriptor file_;
  const uint64_t bytes_;
  unsigned long context_ = 0;
  std::list<Request> under_way_, refused_;
};

} // namespace netroot::bench
