// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/pattern.h"

namespace netroot::bench {

std::string Pattern::name() const {
  const bool large = block >= large_block;
  return std::string(random ? "rand " : "seq ") + (write ? "write " : "read ") +
         (large ? std::to_string(block >> 20) + "M" : std::to_string(block >> 10) + "k");
}

std::string Pattern::in_words() const {
  const std::string what = write ? "writes" : "reads";
  if (!random)
    return "large " + what;
  return "4k " + what + (depth == 1 ? " one by one" : " " + std::to_string(depth) + " at a time");
}

std::string Pattern::key() const {
  const std::string what = write ? "write" : "read";
  return random ? "random-" + what + "-" + std::to_string(depth) : "sequential-" + what;
}

std::vector<Pattern> patterns(unsigned deep, bool writes) {
  std::vector<Pattern> all;
  for (const bool write : {false, true}) {
    if (write && !writes)
      break;
    all.push_back({write, false, large_block, sequential_depth});
    all.push_back({write, true, small_block, 1});
    if (deep > 1)
      all.push_back({write, true, small_block, deep});
  }
  return all;
}

} // namespace netroot::bench
