// SPDX-License-Identifier: GPL-2.0-or-later
// What a disk says of itself: the 512 bytes that ATA IDENTIFY DEVICE (0xEC) gives. Source:
// ATA/ATAPI-6 (T13/1410D), 8.15; words are little-endian, in strings the first character is the
// high byte.
#pragma once
#include "udeb/aoe/frame.h"

namespace netroot::aoe {

struct Identity {
  std::string model;    // words 27..46
  std::string serial;   // words 10..19
  std::string firmware; // words 23..26
  bool lba48 = false;   // word 83 bit 10
  uint64_t sectors = 0; // of 512 bytes: words 100..103 with LBA48, words 60..61 without
  uint64_t bytes() const { return sectors * sector_size; }
  bool operator==(const Identity&) const = default;
};

// Blanks around the strings are left out, and what is no printable ASCII becomes "?". Nothing for
// fewer than 512 bytes.
std::optional<Identity> parse_identity(ByteView data);

} // namespace netroot::aoe
