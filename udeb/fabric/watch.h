// SPDX-License-Identifier: GPL-2.0-or-later
// Watch: what differs from one look at the fabric to the next.
#pragma once
#include "udeb/fabric/view.h"

namespace netroot::fabric {

struct Change {
  enum class Kind { Came, Changed, Gone };
  Kind kind = Kind::Came;
  TargetView target; // as it is now; of one that has gone, as it was
};

class Watch {
public:
  // A target counts as gone when it is missing from two looks in a row: queries may be lost. Other
  // round trips are no change. In order of shelf and slot.
  std::vector<Change> take(const View& view);
  // Those that have not gone, as they were last seen.
  std::vector<TargetView> present() const;

private:
  struct Known {
    TargetView target;
    unsigned missed = 0; // looks
  };
  std::vector<Known> known_; // in order
};

// "came e0.0, 4.0 GiB, …"
std::string in_one_line(const Change& change);
// {"event":"came","target":{…}}
std::string as_json(const Change& change);

} // namespace netroot::fabric
