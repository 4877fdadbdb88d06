// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "tests/support/aoe/program/probe.h"
#include "udeb/aoe/ask_identity.h"
#include <cstdio>

using namespace netroot::aoe;

namespace netroot::test {
namespace {

void print_path(const FoundTarget& target, const FoundPath& path, const Card& card) {
  const Identity none;
  const Identity& disk = path.identity ? *path.identity : none;
  std::printf("path %s %s %s firmware=%04x buffers=%u sectors-per-frame=%u string=[%s] ",
              target.name.text().c_str(), card.name.c_str(), path.path.server.text().c_str(),
              path.config.firmware, path.config.buffer_count, path.config.sectors_per_frame,
              path.config.string.c_str());
  if (path.identity)
    std::printf("model=[%s] serial=[%s] sectors=%llu lba48=%s\n", disk.model.c_str(),
                disk.serial.c_str(), static_cast<unsigned long long>(disk.sectors),
                disk.lba48 ? "yes" : "no");
  else
    std::printf("%s\n", path.no_identity.c_str());
}

void print_counters(const Counters& c) {
  auto number = [](uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf("counters sent=%llu again=%llu not-sent=%llu received=%llu answers=%llu "
              "malformed=%llu requests=%llu unasked=%llu mismatched=%llu given-up=%llu\n",
              number(c.sent), number(c.sent_again), number(c.not_sent), number(c.received),
              number(c.answers), number(c.malformed), number(c.requests), number(c.unasked),
              number(c.mismatched), number(c.given_up));
}

void print_time(Clock::time_point begun) {
  std::printf("milliseconds %.1f\n",
              std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
}

} // namespace

Outcome probe_discover(Probe& probe) {
  const auto begun = Clock::now();
  Client client(*probe.wire);
  DiscoveryPlan plan;
  if (auto most = parse_number(probe.argument(0)))
    plan.most_queries = plan.queries = static_cast<unsigned>(*most);
  auto found = discover(client, plan);
  if (!found)
    return tl::unexpected(found.error());
  print_time(begun);
  size_t paths = 0, identities = 0;
  for (const FoundTarget& target : found->targets) {
    for (const FoundPath& path : target.paths) {
      print_path(target, path, probe.wire->cards()[path.path.card]);
      identities += path.identity.has_value();
      ++paths;
    }
    for (const std::string& doubt : describe_doubts(target, probe.wire->cards()))
      std::printf("doubt %s\n", doubt.c_str());
  }
  std::printf("found targets=%zu paths=%zu identities=%zu\n", found->targets.size(), paths,
              identities);
  print_counters(found->counters);
  return {};
}

Outcome probe_one_by_one(Probe& probe) {
  const auto begun = Clock::now();
  const size_t shelves = parse_number(probe.argument(0)).value_or(0) + 1;
  size_t identities = 0;
  Client client(*probe.wire);
  for (size_t card = 0; card < probe.wire->cards().size(); ++card)
    for (size_t i = 0; i < shelves * 100; ++i) {
      Path path{
          card, Mac::broadcast(), {static_cast<uint16_t>(i / 100), static_cast<uint8_t>(i % 100)}};
      bool heard = false;
      client.broadcast(card, path.address, Config{}, [&](size_t, const Frame& frame) {
        path.server = frame.header.source;
        heard = true;
      });
      for (int wait = 0; wait < 50'000 && !heard; ++wait)
        if (auto waited = client.run_until(Clock::now() + std::chrono::microseconds(20)); !waited)
          return waited;
      client.stop_listening();
      ask_identity(client, path,
                   [&](IdentityAnswer answer) { identities += answer.identity.has_value(); });
      if (auto ran = client.run(); !ran)
        return ran;
    }
  print_time(begun);
  std::printf("found identities=%zu\n", identities);
  return {};
}

} // namespace netroot::test
