// SPDX-License-Identifier: GPL-2.0-or-later
// Owner: who has claimed a target, as the target's config string says it:
//   "netroot 1 host=shed mac=52:54:00:00:00:01 time=1790000000 id=00112233445566778899aabbccddeeff"
// 1 is the version of the format; a later one keeps these words and their order, and adds behind
// them.
#pragma once
#include "udeb/aoe/mac.h"

namespace netroot::aoe {

struct Owner {
  std::string host;  // name of the machine
  Mac mac;           // of a card of it
  uint64_t time = 0; // of the claim, in seconds since 1970 by the owner's clock
  std::string id;    // 32 hexadecimal digits made up for this claim; no two claims are equal

  // 1024 bytes at most. A character of `host` that would break the format is written "-".
  std::string text() const;
  bool operator==(const Owner&) const = default;
};

// Nothing for a string that somebody else has put there.
std::optional<Owner> parse_owner(std::string_view config_string);
// A new id.
std::string make_claim_id();

// For a person: "shed (52:54:00:00:00:01), 3 hours ago"; for a string of somebody else its
// printable characters in quotes. `now` in seconds since 1970.
std::string describe_owner(const std::string& config_string, uint64_t now);
// "40 seconds", "3 hours", "12 days"
std::string age_text(uint64_t seconds);

} // namespace netroot::aoe
