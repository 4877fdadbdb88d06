// SPDX-License-Identifier: GPL-2.0-or-later
// ByteReader: numbers out of bytes that a stranger sent. Reading past the end gives zeros and is
// remembered, so that one look at good() behind the last field is enough.
#pragma once
#include "udeb/aoe/frame.h"
#include <algorithm>

namespace netroot::aoe {

class ByteReader {
public:
  explicit ByteReader(ByteView bytes) : bytes_(bytes) {}

  bool good() const { return good_; }
  ByteView take(size_t count) {
    if (count > bytes_.size()) {
      good_ = false;
      bytes_ = {};
      return {};
    }
    ByteView taken = bytes_.first(count);
    bytes_ = bytes_.subspan(count);
    return taken;
  }
  ByteView rest() { return take(bytes_.size()); }
  uint8_t byte() {
    ByteView one = take(1);
    return one.empty() ? uint8_t{0} : one[0];
  }
  uint16_t word() { return static_cast<uint16_t>(big_endian(2)); }
  uint32_t long_word() { return static_cast<uint32_t>(big_endian(4)); }
  uint64_t lba() {
    ByteView six = take(6);
    uint64_t value = 0;
    for (size_t i = 0; i < six.size(); ++i)
      value |= static_cast<uint64_t>(six[i]) << 8 * i;
    return value;
  }
  Mac mac() {
    Mac mac;
    std::ranges::copy(take(6), mac.bytes.begin());
    return mac;
  }

private:
  uint64_t big_endian(size_t count) {
    uint64_t value = 0;
    for (uint8_t one : take(count))
      value = value << 8 | one;
    return value;
  }
  ByteView bytes_;
  bool good_ = true;
};

} // namespace netroot::aoe
