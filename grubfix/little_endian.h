// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers as disks hold them.
#pragma once
#include <cstdint>
#include <string>

namespace netroot {

// The caller has made sure that the bytes are there.
inline uint32_t little_endian_16(const std::string& bytes, size_t at) {
  return static_cast<uint8_t>(bytes[at]) |
         static_cast<uint32_t>(static_cast<uint8_t>(bytes[at + 1])) << 8;
}
inline uint32_t little_endian_32(const std::string& bytes, size_t at) {
  return little_endian_16(bytes, at) | little_endian_16(bytes, at + 2) << 16;
}

} // namespace netroot
