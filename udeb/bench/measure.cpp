// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/measure.h"
#include <algorithm>
#include <cstring>
#include <new>
#include <random>

namespace netroot::bench {
namespace {

// Keeps `depth` requests under way until the time is over.
class Load {
public:
  Load(Disk& disk, const Pattern& pattern, uint64_t span)
      : disk_(disk), pattern_(pattern), blocks_(span / pattern.block),
        memory_(aligned_memory(size_t{pattern.block} * pattern.depth)) {
    if (pattern.write)
      fill_memory();
  }

  Outcome run(Clock::time_point end, uint64_t most_blocks) {
    end_ = end;
    most_ = most_blocks;
    begin_ = last_ = disk_.now();
    for (unsigned slot = 0; slot < pattern_.depth; ++slot)
      start(slot);
    if (auto ran = disk_.run(); !ran)
      return ran;
    return trouble_.empty() ? Outcome() : Outcome(failure(trouble_));
  }

  Measurement result() {
    Measurement made;
    made.operations = times_.size();
    made.bytes = made.operations * pattern_.block;
    made.seconds = std::chrono::duration<double>(last_ - begin_).count();
    std::ranges::sort(times_);
    if (!times_.empty()) {
      made.median_us = times_[times_.size() / 2];
      made.p99_us = times_[times_.size() * 99 / 100];
    }
    return made;
  }

private:
  void fill_memory() {
    std::mt19937_64 bits(1); // NOLINT: the same each time, on purpose
    for (size_t at = 0; at < size_t{pattern_.block} * pattern_.depth; at += sizeof(uint64_t)) {
      const uint64_t word = bits();
      std::memcpy(memory_.get() + at, &word, sizeof word);
    }
  }

  uint64_t next_offset() {
    const uint64_t block = pattern_.random ? random_() % blocks_ : started_ % blocks_;
    return block * pattern_.block;
  }

  void start(unsigned slot) {
    const auto now = disk_.now();
    if (!trouble_.empty() || started_ == most_ || (now >= end_ && started_ > 0))
      return;
    const uint64_t offset = next_offset();
    ++started_;
    std::span<uint8_t> place(memory_.get() + size_t{slot} * pattern_.block, pattern_.block);
    auto done = [this, slot, now](const std::string& trouble) { finished(slot, now, trouble); };
    if (pattern_.write)
      disk_.write(offset, place, done);
    else
      disk_.read(offset, place, done);
  }

  void finished(unsigned slot, Clock::time_point started, const std::string& trouble) {
    last_ = disk_.now();
    if (trouble.empty())
      times_.push_back(std::chrono::duration<float, std::micro>(last_ - started).count());
    else if (trouble_.empty())
      trouble_ = trouble;
    start(slot);
  }

  Disk& disk_;
  const Pattern& pattern_;
  const uint64_t blocks_;
  Memory memory_;
  std::mt19937_64 random_{2}; // NOLINT: the same offsets for each disk
  Clock::time_point begin_, last_, end_;
  uint64_t started_ = 0, most_ = 0;
  std::vector<float> times_; // of each request, in µs
  std::string trouble_;
};

} // namespace

Memory aligned_memory(size_t bytes) {
  Memory memory(static_cast<uint8_t*>(std::aligned_alloc(4096, bytes)));
  if (!memory)
    throw std::bad_alloc();
  std::memset(memory.get(), 0, bytes); // page faults are not to be measured
  return memory;
}

Result<Measurement> measure(Disk& disk, const Pattern& pattern, uint64_t span,
                            std::chrono::milliseconds time) {
  const auto before = disk.sent();
  Load load(disk, pattern, span);
  if (auto ran = load.run(disk.now() + time, UINT64_MAX); !ran)
    return tl::unexpected(ran.error());
  Measurement made = load.result();
  if (const auto after = disk.sent(); before && after)
    made.sent = *after - *before;
  return made;
}

Outcome warm_up(Disk& disk, uint64_t span, std::chrono::milliseconds time) {
  const Pattern once{false, false, large_block, sequential_depth};
  return Load(disk, once, span).run(disk.now() + time, span / once.block);
}

} // namespace netroot::bench
