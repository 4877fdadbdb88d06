// SPDX-License-Identifier: GPL-2.0-or-later
// Discovery: every target that answers, through every card, with what it says of itself. Config
// query to all, on all cards at once; ATA IDENTIFY to each path that answers, while others still
// do.
#pragma once
#include "udeb/aoe/client.h"
#include "udeb/aoe/identity.h"
#include "udeb/target_name.h"

namespace netroot::aoe {

// A way to a target, and what came back on it.
struct FoundPath {
  Path path;
  Config config; // buffer count, firmware, sectors per frame, config string
  // What IDENTIFY said; without it `no_identity` says why ("no answer to ATA IDENTIFY").
  std::optional<Identity> identity;
  std::string no_identity;
  std::optional<std::chrono::microseconds> round_trip; // of IDENTIFY, when it was sent once
};

enum class Doubt {
  TwoServers,   // on one card two Ethernet addresses answer for it
  DifferentDisk // model, serial number or size is not the same on every path
};

struct FoundTarget {
  TargetName name;
  std::vector<FoundPath> paths; // in order of card and server
  std::vector<Doubt> doubts; // an imposter, or two servers of one name; empty: it is to be trusted

  const Identity* identity() const; // of the first path that has one
};

struct Discovery {
  std::vector<FoundTarget> targets; // in order of shelf and slot
  Counters counters;                // of the client since it was made
  bool too_many = false;            // more paths than `most_paths` answered; the rest was left out
};

struct DiscoveryPlan {
  // A query may be lost, and so may an answer. The query goes out again, at least `queries` and at
  // most `most_queries` times, until one brings nobody new and, judged by how many of the known it
  // missed, hardly anybody can be missing; this long apart: 100, 100, 200, 400, 400 ms…
  Milliseconds first_wait{100}, longest_wait{400};
  Milliseconds quiet{20}; // nobody new for so long, before the next query
  unsigned queries = 2, most_queries = 12;
  unsigned queries_without_answer = 4; // before it is believed that nobody is there: 0.8 s
  Retry identify;
  // For the last identities, after the queries: who makes up targets that say nothing of themselves
  // must not hold up the others for longer.
  Milliseconds longest_identify{20'000};
  Address address;            // only these; everybody by default
  size_t most_paths = 65'536; // what a hostile fabric can make us remember
};

// Cards that have no carrier are asked, too: their frames are lost. Error: interrupted.
Result<Discovery> discover(Client& client, const DiscoveryPlan& plan = {});

// "two servers answer for e0.0 on ens3: 52:54:00:00:00:01 and 52:54:00:00:00:02"
std::vector<std::string> describe_doubts(const FoundTarget& target, const std::vector<Card>& cards);

} // namespace netroot::aoe
