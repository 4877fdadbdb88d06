// SPDX-License-Identifier: GPL-2.0-or-later
// What happens to frames on their way: lost, late, twice, mangled, or somebody else's. Always the
// same for the same seed.
#pragma once
#include "udeb/aoe/wire.h"
#include <random>

namespace netroot::test {

struct Faults {
  // Of 1000 frames each. Foreign ones come from another server with the right tag; config answers
  // do not, for those would be an imposter's.
  unsigned lost = 0, twice = 0, wrong_tag = 0, foreign = 0, garbage = 0;
  aoe::Milliseconds delay{0};
};

class FaultyLink {
public:
  explicit FaultyLink(const Faults& faults, unsigned seed = 1) : faults_(faults), random_(seed) {}
  // What arrives of one frame that was sent.
  std::vector<aoe::Bytes> carry(aoe::Bytes frame);
  bool loses() { return chance(faults_.lost); }
  aoe::Milliseconds delay() const { return faults_.delay; }

private:
  bool chance(unsigned of_thousand) {
    return of_thousand && std::uniform_int_distribution<unsigned>(0, 999)(random_) < of_thousand;
  }
  aoe::Bytes cut_off(aoe::Bytes frame);

  Faults faults_;
  std::mt19937 random_;
};

} // namespace netroot::test
