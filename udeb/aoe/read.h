// SPDX-License-Identifier: GPL-2.0-or-later
// Reading a target's disk by the protocol, without the kernel's driver: enough of it to see what is
// there.
#pragma once
#include "system/file_descriptor.h"
#include "udeb/aoe/discovery.h"

namespace netroot::aoe {

// A run of sectors.
struct Extent {
  uint64_t first = 0; // LBA
  uint64_t count = 0; // sectors
};

// Where partition tables, file systems, RAID and LVM have their marks: the first and the last MiB;
// the whole of a small disk.
std::vector<Extent> telling_extents(uint64_t sectors);

// READ SECTORS, or READ SECTORS EXT where LBA48 is to be used.
Ata read_request(uint64_t lba, unsigned sectors, bool lba48);

// The sectors that one request asks for on a path: as many as the target takes and the card's MTU
// carries, at least one and at most 255.
unsigned sectors_per_request(const FoundPath& path, const Card& card);

// Data as it comes in: in any order, each sector once.
using TakeSectors = std::function<Outcome(uint64_t lba, ByteView data)>;

// More patient than with a question that can be asked again: 6.5 s.
constexpr Retry reading_retry{Milliseconds(50), Milliseconds(1000), 10};

// The path must have an identity. Errors: no answer, reserved for another client, the disk failed;
// what was there by then has been handed on.
Outcome read_extents(Client& client, const FoundPath& path, const std::vector<Extent>& extents,
                     const TakeSectors& take, const Retry& retry = reading_retry);

// A file in memory (memfd_create(2)) of the disk's size, holes where nothing was read, for libblkid
// and whoever else wants to see a disk. It takes as much memory as was read.
Result<FileDescriptor> picture_of_disk(Client& client, const FoundPath& path,
                                       const std::vector<Extent>& extents);

} // namespace netroot::aoe
