// SPDX-License-Identifier: GPL-2.0-or-later
// Frames from the wire, of all commands; the first bytes also as a disk's identity and a config
// string.
#include "tests/fuzz/fuzz.h"
#include "udeb/aoe/identity.h"
#include "udeb/aoe/owner.h"

using namespace netroot::aoe;

namespace {

bool is_plain(const std::string& text) {
  for (char letter : text)
    if (letter < ' ' || letter >= 0x7f)
      return false;
  return true;
}

} // namespace

FUZZ(bytes) {
  const ByteView view(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  if (auto frame = decode(view)) {
    must(view.size() >= header_size, "a frame has a header");
    const Bytes again = encode(*frame);
    must(again.size() <= std::max(view.size(), smallest_frame),
         "what is encoded is no longer than it was");
    auto second = decode(again);
    must(second.has_value(), "what was encoded can be decoded");
    must(encode(*second) == again, "the second round trip changes nothing");
  }
  if (auto disk = parse_identity(view)) {
    must(is_plain(disk->model) && is_plain(disk->serial) && is_plain(disk->firmware),
         "what a disk calls itself is printable");
    must(disk->bytes() / sector_size == disk->sectors, "the size in bytes does not overflow");
  }
  const std::string string(bytes);
  must(is_plain(describe_owner(string, 1)), "an owner is shown in printable characters");
  if (auto owner = parse_owner(string)) {
    must(owner->text().size() <= longest_config_string, "a claim fits into a config string");
    must(parse_owner(owner->text()) == owner, "a claim is read back as it was written");
  }
}
