// SPDX-License-Identifier: GPL-2.0-or-later
// Who a disk says it is: the answer to ATA's IDENTIFY DEVICE (ATA8-ACS 7.16), which the aoe driver
// asks each target for and keeps; HDIO_GET_IDENTITY gives it out without a word on the network
// (the kernel's drivers/block/aoe/aoeblk.c).
#pragma once
#include <string>
#include <string_view>

namespace netroot {

struct DiskIdentity {
  std::string model, serial, firmware; // blanks around them taken off; empty: not told
};

inline constexpr size_t identity_size = 512; // bytes

// Words 10 to 19 are the serial number, 23 to 26 the firmware, 27 to 46 the model, two characters
// in each with the first in the high byte. What is no printable ASCII becomes "?". Of fewer bytes
// than identity_size nothing is taken.
DiskIdentity parse_ata_identity(std::string_view bytes);

} // namespace netroot
