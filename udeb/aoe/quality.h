// SPDX-License-Identifier: GPL-2.0-or-later
// How good a way to a target is: the largest frames that really pass, the time there and back, what
// gets lost. Nothing is written to the disk.
#pragma once
#include "udeb/aoe/discovery.h"

namespace netroot::aoe {

// Frame sizes are in bytes as an MTU counts: behind Ethernet's header.
struct PathQuality {
  // Proven by a read of that many sectors which was answered whole: target to us.
  unsigned answer_sectors = 0;
  unsigned largest_answer = 0;
  // Proven by a request filled up to the size that a write of as many sectors has: us to the
  // target. Targets do not look at what is behind a read's registers.
  unsigned request_sectors = 0;
  unsigned largest_request = 0;
  // What card and target would carry, were the way as good: by the card's MTU and the target's own
  // word.
  unsigned card_sectors = 0, target_sectors = 0;

  unsigned asked = 0, lost = 0; // config queries sent once, and those without an answer
  std::chrono::microseconds fastest{}, usual{}, slowest{}; // round trips; `usual` is the median

  // That go both ways.
  unsigned sectors() const { return std::min(answer_sectors, request_sectors); }
  // The way loses frames that card and target would take: a switch without jumbo frames, say.
  bool way_is_narrow() const { return sectors() < std::min(card_sectors, target_sectors); }
};

struct QualityPlan {
  unsigned queries = 50;
  Milliseconds wait{200};                              // for each of them
  Retry large{Milliseconds(50), Milliseconds(200), 3}; // a frame too large is never answered
};

// Error: the path has no identity, the target is reserved for another client, interrupted; a way on
// which nothing passes is no error but zeros.
Result<PathQuality> measure_path(Client& client, const FoundPath& path,
                                 const QualityPlan& plan = {});

// The MTU with which the kernel's driver (and vblade) use frames of so many sectors: 1500 up to two
// of them. Both count Ethernet's header in, so it is 14 bytes more than those frames take.
unsigned mtu_for(unsigned sectors);
// The MTU to give the card: what passes, and no more than it has now.
unsigned recommended_mtu(const PathQuality& quality, const Card& card);

// "ens3: 0.12 ms, frames of 2 sectors (MTU 1500); the target takes 17 (MTU 8740)"
std::string describe_quality(const PathQuality& quality, const Card& card);

// What a person should know of the ways to one target, in the order of its paths: a narrow one, one
// that loses frames, and one that is worse than another.
std::vector<std::string> describe_qualities(const FoundTarget& target,
                                            const std::vector<PathQuality>& qualities,
                                            const std::vector<Card>& cards);

} // namespace netroot::aoe
