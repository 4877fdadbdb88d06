// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/utf8.h"

namespace netroot {

size_t utf8_sequence(std::string_view bytes) {
  auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  unsigned char first = at(0);
  size_t size = first < 0x80   ? 1
                : first < 0xc2 ? 0
                : first < 0xe0 ? 2
                : first < 0xf0 ? 3
                : first < 0xf5 ? 4
                               : 0;
  if (size == 0 || size > bytes.size())
    return 0;
  for (size_t i = 1; i < size; i++)
    if ((at(i) & 0xc0) != 0x80)
      return 0;
  bool wrong = (first == 0xe0 && at(1) < 0xa0) || (first == 0xed && at(1) > 0x9f) ||
               (first == 0xf0 && at(1) < 0x90) || (first == 0xf4 && at(1) > 0x8f);
  return wrong ? 0 : size;
}

} // namespace netroot
