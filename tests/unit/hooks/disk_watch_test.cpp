// SPDX-License-Identifier: GPL-2.0-or-later
// The watchdog is a program of its own without a library, so its one pure part comes in as source.
#include "hooks/watchdog/disk_watch.cpp" // NOLINT(bugprone-suspicious-include)
#include "tests/unit/catch.h"

using namespace netroot::watchdog;

namespace {

constexpr char idle[] = "       0        0\n";
constexpr char one_write[] = "       0        1\n";
// reads merges sectors ms, writes merges sectors ms, in flight, io ms, queue ms, discards ...,
// flushes ms
constexpr char before[] = "  100 0 800 5 50 0 400 9 1 77 88 0 0 0 0 3 4\n";
constexpr char only_time_passed[] = "  100 0 800 5 50 0 400 9 1 2077 2088 0 0 0 0 3 4\n";
constexpr char sectors_moved[] = "  100 0 800 5 50 0 402 9 1 77 88 0 0 0 0 3 4\n";

Progress at(const char* inflight, const char* stat) {
  Progress p;
  REQUIRE(parse_progress(inflight, stat, p));
  return p;
}

} // namespace

TEST_CASE("requests of both directions count as in flight") {
  REQUIRE(at("3 4\n", before).in_flight == 7);
}

TEST_CASE("the short stat line of kernels before discards is understood") {
  REQUIRE(at(idle, "1 0 8 5 2 0 16 9 0 7 8\n").done[3] == 16);
}

TEST_CASE("texts that the kernel does not write are refused") {
  Progress p;
  REQUIRE_FALSE(parse_progress("", before, p));
  REQUIRE_FALSE(parse_progress("1 x", before, p));
  REQUIRE_FALSE(parse_progress(idle, "1 2 3", p));
}

TEST_CASE("a disk with a request in flight and nothing completed is rescued after the stall time") {
  DiskWatch watch;
  REQUIRE(watch.look(at(one_write, before), 0, 2000) == Verdict::fine);
  REQUIRE(watch.look(at(one_write, only_time_passed), 1999, 2000) == Verdict::fine);
  REQUIRE(watch.look(at(one_write, only_time_passed), 2000, 2000) == Verdict::rescue);
  REQUIRE(watch.rescues() == 1);
  REQUIRE(watch.stood_ms() == 2000);
}

TEST_CASE("it is rescued again after each further stall time") {
  DiskWatch watch;
  watch.look(at(one_write, before), 0, 2000);
  watch.look(at(one_write, before), 2000, 2000);
  REQUIRE(watch.look(at(one_write, before), 3000, 2000) == Verdict::fine);
  REQUIRE(watch.look(at(one_write, before), 4000, 2000) == Verdict::rescue);
  REQUIRE(watch.rescues() == 2);
}

TEST_CASE("sectors of a request that is still in flight are progress") {
  DiskWatch watch;
  watch.look(at(one_write, before), 0, 2000);
  REQUIRE(watch.look(at(one_write, sectors_moved), 2500, 2000) == Verdict::fine);
  REQUIRE(watch.look(at(one_write, sectors_moved), 4499, 2000) == Verdict::fine);
}

TEST_CASE("an idle disk is never rescued") {
  DiskWatch watch;
  for (std::int64_t t = 0; t <= 60'000; t += 500)
    REQUIRE(watch.look(at(idle, before), t, 2000) == Verdict::fine);
}

TEST_CASE("the end of a stall is told once, with its length") {
  DiskWatch watch;
  watch.look(at(one_write, before), 0, 2000);
  watch.look(at(one_write, before), 2000, 2000);
  REQUIRE(watch.look(at(idle, sectors_moved), 2500, 2000) == Verdict::recovered);
  REQUIRE(watch.stood_ms() == 2500);
  REQUIRE(watch.rescues() == 1);
  watch.forget_rescues();
  REQUIRE(watch.look(at(idle, sectors_moved), 3000, 2000) == Verdict::fine);
}
