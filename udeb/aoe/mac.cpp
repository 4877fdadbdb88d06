// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/mac.h"

namespace netroot::aoe {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

std::optional<uint8_t> parse_digit(char letter) {
  char lower = letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
  auto at = digits.find(lower);
  if (at == std::string_view::npos)
    return std::nullopt;
  return static_cast<uint8_t>(at);
}

} // namespace

std::string Mac::text() const {
  std::string text;
  for (uint8_t byte : bytes) {
    if (!text.empty())
      text += ':';
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Mac> parse_mac(std::string_view text) {
  const size_t step = text.size() == 17 ? 3 : 2; // with colons, or without
  if (text.size() != 17 && text.size() != 12)
    return std::nullopt;
  Mac mac;
  for (size_t i = 0; i < 6; ++i) {
    auto high = parse_digit(text[i * step]);
    auto low = parse_digit(text[i * step + 1]);
    if (!high || !low || (step == 3 && i < 5 && text[i * 3 + 2] != ':'))
      return std::nullopt;
    mac.bytes[i] = static_cast<uint8_t>(*high << 4 | *low);
  }
  return mac;
}

} // namespace netroot::aoe
