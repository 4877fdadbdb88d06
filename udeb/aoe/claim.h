// SPDX-License-Identifier: GPL-2.0-or-later
// Claim: the config string of a target says who has taken it. Targets do not enforce it: it keeps
// installers apart that look, and tells a person whose disk that is. docs/aoe.md says how far it
// goes.
#pragma once
#include "udeb/aoe/discovery.h"
#include "udeb/aoe/owner.h"

namespace netroot::aoe {

enum class ClaimState {
  Taken,   // the target says that it is ours, on every server of it
  Held,    // another string is there
  NotKept, // the target refuses strings, or forgets them: there is no claim on it at all
};

struct Claim {
  ClaimState state = ClaimState::NotKept;
  std::string string; // of Held: what is there; of NotKept: why, in words
};

// Sets the string where there is none, by the target's own atomic set-if-empty, and reads it back.
// Of several servers (a vblade for each card) the one of the lowest address is asked first by
// everybody; where one says no, those before it are let go. Errors: no answer, interrupted.
Result<Claim> claim_target(Client& client, const FoundTarget& target, const Owner& us);

// Puts our string in the place of `expected`, the one that a person has seen and wants gone; where
// it is gone already or another one, that is not touched. The protocol has no compare-and-set: it
// is checked again after `takeover_settle`, when no other taker that saw `expected` can still be
// writing.
Result<Claim> take_over(Client& client, const FoundTarget& target, const Owner& us,
                        const std::string& expected);
constexpr Milliseconds takeover_settle{2000};

// Taken as long as the target still says that it is ours.
Result<Claim> check_claim(Client& client, const FoundTarget& target, const Owner& us);

// Empties the string where it is ours, and leaves every other one alone. True when it was ours and
// is gone.
Result<bool> release_target(Client& client, const FoundTarget& target, const Owner& us);

} // namespace netroot::aoe
