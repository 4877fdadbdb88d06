// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/identity.h"
#include "system/text.h"

namespace netroot::aoe {
namespace {

uint64_t number_at(ByteView data, size_t word, size_t words) {
  uint64_t value = 0;
  for (size_t i = 2 * words; i-- > 0;)
    value = value << 8 | data[2 * word + i];
  return value;
}

std::string string_at(ByteView data, size_t first_word, size_t end_word) {
  std::string text;
  for (size_t word = first_word; word < end_word; ++word)
    for (uint8_t byte : {data[2 * word + 1], data[2 * word]})
      text += byte == 0 ? ' ' : byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '?';
  return std::string(trim(text));
}

} // namespace

std::optional<Identity> parse_identity(ByteView data) {
  if (data.size() < 512)
    return std::nullopt;
  constexpr uint64_t largest = (uint64_t{1} << 48) - 1; // sectors an AoE frame can name
  Identity identity;
  identity.serial = string_at(data, 10, 20);
  identity.firmware = string_at(data, 23, 27);
  identity.model = string_at(data, 27, 47);
  const uint64_t features = number_at(data, 83, 1);
  identity.lba48 = (features & 0xc000) == 0x4000 && (features & 0x0400);
  identity.sectors = identity.lba48 ? std::min(number_at(data, 100, 4), largest)
                                    : number_at(data, 60, 2) & 0x0fffffff;
  return identity;
}

} // namespace netroot::aoe
