// SPDX-License-Identifier: GPL-2.0-or-later
// What is measured: fio(1) knows it by the same words (rw, bs, iodepth).
#pragma once
#include <string>
#include <vector>

namespace netroot::bench {

struct Pattern {
  bool write = false, random = false;
  unsigned block = 0; // bytes of a request
  unsigned depth = 1; // requests under way at a time

  std::string name() const;     // "seq read 1M", "rand write 4k"
  std::string in_words() const; // "large reads", "4k writes 16 at a time"
  std::string key() const;      // for programs: "sequential-read", "random-write-16"
};

inline constexpr unsigned large_block = 1 << 20, small_block = 4096;
// So that the way is never empty between the end of a block and the next: a file system reads ahead
// as well.
inline constexpr unsigned sequential_depth = 4;

// Large blocks in order; small ones anywhere, alone and `deep` at a time. Reads, then writes.
std::vector<Pattern> patterns(unsigned deep, bool writes);

} // namespace netroot::bench
