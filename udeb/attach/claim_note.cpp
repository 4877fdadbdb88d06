// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/claim_note.h"
#include "system/text.h"
#include "udeb/attach/made.h"

namespace netroot {
namespace {

constexpr char kind[] = "claim";

std::optional<NotedClaim> parse(const std::string& note) {
  const size_t first = note.find(' ');
  const size_t second = note.find(' ', first + 1);
  if (first == std::string::npos || second == std::string::npos)
    return std::nullopt;
  const auto target = parse_target_name(note.substr(0, first));
  const auto owner = aoe::parse_owner(note.substr(second + 1));
  if (!target || !owner)
    return std::nullopt;
  return NotedClaim{*target, split(note.substr(first + 1, second - first - 1), ','), *owner};
}

} // namespace

std::optional<NotedClaim> noted_claim(const RootDir& root) {
  const auto notes = made::list(root, kind);
  return notes.empty() ? std::nullopt : parse(notes.back());
}

Outcome note_claim(const RootDir& root, const NotedClaim& claim) {
  if (auto forgotten = forget_claim(root); !forgotten)
    return forgotten;
  return made::add(root, kind,
                   claim.target.text() + " " + join(claim.cards, ",") + " " + claim.owner.text());
}

Outcome forget_claim(const RootDir& root) {
  return made::forget(root, kind);
}

} // namespace netroot
