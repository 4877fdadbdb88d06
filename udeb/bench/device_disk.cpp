// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/device_disk.h"
#include "system/interrupt.h"
#include <cerrno>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <memory>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace netroot::bench {
namespace {

constexpr unsigned most_requests = 256; // under way
constexpr int most_events = 64;

FileDescriptor open_exclusively(const std::string& path, int flags) {
  FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC));
  struct stat status {};
  // O_EXCL has its meaning, "nobody has mounted it", for block devices alone.
  if (!file.valid() || fstat(file.get(), &status) != 0 || !S_ISBLK(status.st_mode) ||
      (flags & O_ACCMODE) == O_RDONLY)
    return file;
  return FileDescriptor(::open(path.c_str(), flags | O_CLOEXEC | O_EXCL));
}

} // namespace

struct DeviceDisk::Request {
  iocb control{};
  Done done;
  std::list<Request>::iterator place;
};

Result<std::unique_ptr<DeviceDisk>> DeviceDisk::open(const std::string& path, bool writable,
                                                     bool direct) {
  FileDescriptor file =
      open_exclusively(path, (writable ? O_RDWR : O_RDONLY) | (direct ? O_DIRECT : 0));
  if (!file.valid())
    return failure("cannot open " + path + ": " + errno_text(errno),
                   errno == EBUSY ? "It is mounted or otherwise in use."
                                  : "The kernel's driver must know the target, and reading its "
                                    "disk takes root.");
  const off_t bytes = lseek(file.get(), 0, SEEK_END);
  if (bytes < 0)
    return failure("cannot tell the size of " + path + ": " + errno_text(errno));
  std::unique_ptr<DeviceDisk> disk(
      new DeviceDisk(path, std::move(file), static_cast<uint64_t>(bytes)));
  if (syscall(SYS_io_setup, most_requests, &disk->context_) != 0)
    return failure("the kernel has no asynchronous I/O for us: " + errno_text(errno));
  return disk;
}

DeviceDisk::DeviceDisk(std::string path, FileDescriptor file, uint64_t bytes)
    : path_(std::move(path)), file_(std::move(file)), bytes_(bytes) {}

DeviceDisk::~DeviceDisk() {
  if (context_)
    syscall(SYS_io_destroy, context_);
}

void DeviceDisk::read(uint64_t offset, std::span<uint8_t> into, Done done) {
  Request request;
  request.control.aio_lio_opcode = IOCB_CMD_PREAD;
  request.control.aio_offset = static_cast<int64_t>(offset);
  request.control.aio_buf = reinterpret_cast<uint64_t>(into.data());
  request.control.aio_nbytes = into.size();
  request.done = std::move(done);
  submit(std::move(request));
}

void DeviceDisk::write(uint64_t offset, std::span<const uint8_t> from, Done done) {
  Request request;
  request.control.aio_lio_opcode = IOCB_CMD_PWRITE;
  request.control.aio_offset = static_cast<int64_t>(offset);
  request.control.aio_buf = reinterpret_cast<uint64_t>(from.data());
  request.control.aio_nbytes = from.size();
  request.done = std::move(done);
  submit(std::move(request));
}

void DeviceDisk::submit(Request request) {
  under_way_.push_back(std::move(request));
  Request& kept = under_way_.back();
  kept.place = std::prev(under_way_.end());
  kept.control.aio_fildes = static_cast<uint32_t>(file_.get());
  kept.control.aio_data = reinterpret_cast<uint64_t>(&kept);
  iocb* list = &kept.control;
  if (syscall(SYS_io_submit, context_, 1, &list) != 1) {
    kept.control.aio_nbytes = static_cast<uint64_t>(errno); // finished by run(), not from in here
    refused_.splice(refused_.end(), under_way_, kept.place);
  }
}

void DeviceDisk::finish(Request* request, int64_t result) {
  const auto wanted = static_cast<int64_t>(request->control.aio_nbytes);
  const std::string where = " byte " + std::to_string(request->control.aio_offset);
  Done done = std::move(request->done);
  under_way_.erase(request->place);
  done(result == wanted ? std::string()
                        : path_ + ":" + where + ": " +
                              (result < 0 ? errno_text(static_cast<int>(-result))
                                          : std::string("the disk ends there")));
}

// Waits for what the kernel still writes into memory that is no longer ours afterwards.
Outcome DeviceDisk::give_up(Outcome why) {
  syscall(SYS_io_destroy, context_);
  context_ = 0;
  under_way_.clear();
  refused_.clear();
  return why;
}

Outcome DeviceDisk::run() {
  while (!under_way_.empty() || !refused_.empty()) {
    if (!refused_.empty())
      return give_up(failure(path_ + ": " +
                             errno_text(static_cast<int>(refused_.front().control.aio_nbytes))));
    io_event events[most_events];
    timespec wait{0, 200'000'000};
    const long count = syscall(SYS_io_getevents, context_, 1, most_events, events, &wait);
    if (was_interrupted())
      return give_up(failure("interrupted", "Nothing is half done; run it again when you like."));
    if (count < 0 && errno != EINTR)
      return give_up(failure(path_ + ": " + errno_text(errno)));
    for (long i = 0; i < count; ++i)
      finish(reinterpret_cast<Request*>(events[i].data), events[i].res);
  }
  return {};
}

} // namespace netroot::bench
