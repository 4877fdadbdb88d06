// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes as a capture shows them: "ff ff 10 00"; blanks and newlines do not matter.
#pragma once
#include "system/text.h"
#include "udeb/aoe/frame.h"
#include <string>

namespace netroot::test {

inline aoe::Bytes bytes_of(const std::string& hexadecimal) {
  aoe::Bytes bytes;
  for (const std::string& pair : words(hexadecimal))
    bytes.push_back(static_cast<uint8_t>(std::stoul(pair, nullptr, 16)));
  return bytes;
}

inline std::string hex_of(aoe::ByteView bytes) {
  std::string text;
  for (uint8_t byte : bytes) {
    char pair[4];
    std::snprintf(pair, sizeof pair, "%s%02x", text.empty() ? "" : " ", byte);
    text += pair;
  }
  return text;
}

// Filled up with zeros as Ethernet's shortest frame.
inline aoe::Bytes short_frame(const std::string& hexadecimal) {
  aoe::Bytes bytes = bytes_of(hexadecimal);
  bytes.resize(aoe::smallest_frame);
  return bytes;
}

} // namespace netroot::test
