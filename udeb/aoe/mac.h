// SPDX-License-Identifier: GPL-2.0-or-later
// Mac: an Ethernet address, six bytes as they are on the wire.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace netroot::aoe {

struct Mac {
  std::array<uint8_t, 6> bytes{};

  static constexpr Mac broadcast() { return {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}; }
  std::string text() const; // "52:54:00:00:00:01", lower case
  auto operator<=>(const Mac&) const = default;
};

// Six pairs of hexadecimal digits, with colons between them or without.
std::optional<Mac> parse_mac(std::string_view text);

} // namespace netroot::aoe
