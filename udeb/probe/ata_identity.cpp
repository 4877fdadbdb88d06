// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/probe/ata_identity.h"
#include "system/text.h"

namespace netroot {
namespace {

std::string words_text(std::string_view bytes, size_t first_word, size_t count) {
  std::string text;
  for (size_t at = first_word * 2; at < (first_word + count) * 2; ++at) {
    char c = bytes[at ^ 1]; // the words are little-endian
    bool printable = c >= ' ' && c <= '~';
    text += printable ? c : c == '\0' ? ' ' : '?';
  }
  return std::string(trim(text));
}

} // namespace

DiskIdentity parse_ata_identity(std::string_view bytes) {
  if (bytes.size() < identity_size)
    return {};
  return {words_text(bytes, 27, 20), words_text(bytes, 10, 10), words_text(bytes, 23, 4)};
}

} // namespace netroot
