// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/read.h"
#include "udeb/aoe/ask_identity.h"
#include <algorithm>
#include <cerrno>
#include <sys/mman.h>
#include <unistd.h>

namespace netroot::aoe {
namespace {

constexpr uint8_t read_sectors = 0x20, read_sectors_ext = 0x24;
constexpr uint64_t lba28_end = 0x0fffffff; // the first sector that needs LBA48

std::string name_of(const Path& path) {
  return TargetName{path.address.shelf, path.address.slot}.text();
}

// Hands requests out one by one, so that a large extent does not become a long queue.
class Reading {
public:
  Reading(Client& client, const FoundPath& path, const std::vector<Extent>& extents,
          const TakeSectors& take, const Retry& retry)
      : client_(client), path_(path), extents_(extents), take_(take), retry_(retry),
        step_(sectors_per_request(path, client.wire().cards()[path.path.card])) {}

  Outcome run() {
    for (unsigned i = 0; i < std::max<unsigned>(path_.config.buffer_count, 1) && i < 128; ++i)
      ask_next();
    if (auto ran = client_.run(); !ran)
      return ran;
    return result_;
  }

private:
  void ask_next() {
    while (extent_ < extents_.size() && done_ >= extents_[extent_].count) {
      ++extent_;
      done_ = 0;
    }
    if (extent_ == extents_.size() || !result_)
      return;
    const uint64_t lba = extents_[extent_].first + done_;
    const auto count =
        static_cast<unsigned>(std::min<uint64_t>(step_, extents_[extent_].count - done_));
    done_ += count;
    const bool lba48 = path_.identity->lba48 || lba + count > lba28_end;
    client_.ask(
        path_.path, read_request(lba, count, lba48),
        [this, lba, count](const Frame* frame, const Trip&) { answered(lba, count, frame); },
        retry_);
  }

  void answered(uint64_t lba, unsigned count, const Frame* frame) {
    const std::string what = "reading sector " + std::to_string(lba);
    if (auto trouble = ata_trouble(frame, what, count * sector_size))
      fail(failure(name_of(path_.path) + ": " + *trouble));
    else if (auto taken = take_(lba, argument_of<Ata>(*frame)->data.first(count * sector_size));
             !taken)
      fail(taken);
    ask_next();
  }

  void fail(Outcome outcome) {
    if (result_)
      result_ = std::move(outcome);
  }

  Client& client_;
  const FoundPath& path_;
  const std::vector<Extent>& extents_;
  const TakeSectors& take_;
  const Retry& retry_;
  const unsigned step_;
  size_t extent_ = 0;
  uint64_t done_ = 0; // sectors of that extent that were asked for
  Outcome result_;
};

Outcome write_at(int file, uint64_t lba, ByteView data) {
  if (pwrite(file, data.data(), data.size(), static_cast<off_t>(lba * sector_size)) !=
      static_cast<ssize_t>(data.size()))
    return failure("no memory for what was read: " + errno_text(errno));
  return {};
}

} // namespace

Ata read_request(uint64_t lba, unsigned sectors, bool lba48) {
  Ata ata;
  ata.lba48 = lba48;
  ata.device_head = !lba48;
  ata.sectors = static_cast<uint8_t>(sectors);
  ata.command_or_status = lba48 ? read_sectors_ext : read_sectors;
  ata.lba = lba;
  return ata;
}

std::vector<Extent> telling_extents(uint64_t sectors) {
  constexpr uint64_t mebibyte = 2048;
  if (sectors <= 2 * mebibyte)
    return {{0, sectors}};
  return {{0, mebibyte}, {sectors - mebibyte, mebibyte}};
}

unsigned sectors_per_request(const FoundPath& path, const Card& card) {
  constexpr unsigned headers = ata_header_size - ethernet_header_size;
  const unsigned carried = card.mtu > headers ? (card.mtu - headers) / sector_size : 0;
  const unsigned taken = path.config.sectors_per_frame ? path.config.sectors_per_frame : 2;
  return std::clamp(std::min(carried, taken), 1U, 255U);
}

Outcome read_extents(Client& client, const FoundPath& path, const std::vector<Extent>& extents,
                     const TakeSectors& take, const Retry& retry) {
  if (!path.identity)
    return failure(name_of(path.path) + ": " + path.no_identity);
  for (const Extent& extent : extents)
    if (extent.count > path.identity->sectors ||
        extent.first > path.identity->sectors - extent.count)
      return failure(name_of(path.path) + " ends at sector " +
                     std::to_string(path.identity->sectors) + ", before what is to be read");
  return Reading(client, path, extents, take, retry).run();
}

Result<FileDescriptor> picture_of_disk(Client& client, const FoundPath& path,
                                       const std::vector<Extent>& extents) {
  FileDescriptor file(memfd_create("aoe-disk", MFD_CLOEXEC));
  const uint64_t bytes = path.identity ? path.identity->bytes() : 0;
  if (!file.valid() || ftruncate(file.get(), static_cast<off_t>(bytes)) != 0)
    return failure("cannot make a picture of " + name_of(path.path) +
                   " in memory: " + errno_text(errno));
  auto read = read_extents(client, path, extents, [&](uint64_t lba, ByteView data) {
    return write_at(file.get(), lba, data);
  });
  if (!read)
    return tl::unexpected(read.error());
  return file;
}

} // namespace netroot::aoe
