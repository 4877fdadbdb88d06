// SPDX-License-Identifier: GPL-2.0-or-later
// Reading a disk, in the process that may hang doing so.
#pragma once
#include "system/result.h"
#include "udeb/probe/contents.h"

namespace netroot {

// By libblkid's low-level probing: partition table, each partition, and the disk as a whole; sizes
// come from the table, not from the kernel, which may have read it before somebody else changed
// it. `descriptor` is open for reading. Error: it cannot be read.
Result<DiskContents> read_contents(int descriptor);

// A partition, extended ones too, as the table says it, whether the disk is that large or not.
struct DiskSpan {
  unsigned long long first_byte = 0, bytes = 0;
};
std::vector<DiskSpan> partition_spans(int descriptor);

// Of a block device by HDIO_GET_IDENTITY; of a regular file FOLDER/NAME, which plays a disk, the
// bytes in FOLDER/identify/NAME. Nothing known: empty.
DiskIdentity read_identity(int descriptor, const std::string& path);

} // namespace netroot
