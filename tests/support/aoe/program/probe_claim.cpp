// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "tests/support/aoe/program/probe.h"
#include "udeb/aoe/claim.h"
#include <atomic>
#include <barrier>
#include <cstdio>
#include <thread>

using namespace netroot::aoe;

namespace netroot::test {
namespace {

// The id is made of the host's name, so that a later call can release what this one claimed.
Owner owner_named(const std::string& host, const Card& card) {
  constexpr const char* digits = "0123456789abcdef";
  std::string id;
  for (unsigned char letter : host.substr(0, 16))
    id += {digits[letter >> 4], digits[letter & 15]};
  id.resize(32, '0');
  return {host, card.mac, 1790000000, id};
}

void print_claim(const Claim& claim) {
  const char* states[] = {"taken", "held", "not kept"};
  std::printf("claim %s [%s]\n", states[static_cast<int>(claim.state)], claim.string.c_str());
}

Outcome with_target(Probe& probe,
                    const std::function<Outcome(Client&, const FoundTarget&, const Owner&)>& work) {
  Client client(*probe.wire);
  auto target = the_target(probe, client);
  if (!target)
    return tl::unexpected(target.error());
  return work(client, *target, owner_named(probe.argument(1), probe.wire->cards()[0]));
}

Outcome printed(const Result<Claim>& claim) {
  if (!claim)
    return tl::unexpected(claim.error());
  print_claim(*claim);
  return {};
}

// Of one round: who won, and what went wrong.
struct Round {
  std::atomic<int> winners{0}, losers{0}, troubles{0};
};

struct Race {
  std::string target;
  std::vector<std::string> interfaces;
  bool takeover = false;
  int clients = 32, rounds = 100;
};

void run_client(const Race& race, std::vector<Round>& rounds, std::barrier<>& start) {
  std::vector<std::string> names = race.interfaces;
  auto wire = PacketWire::open(names).value();
  Client client(*wire);
  Probe own;
  own.arguments = {race.target};
  auto target = the_target(own, client);
  for (Round& round : rounds) {
    const Owner us{"racer", wire->cards()[0].mac, 1790000000, make_claim_id()};
    start.arrive_and_wait();
    if (!target) {
      ++round.troubles;
      start.arrive_and_wait();
      continue;
    }
    const std::string seen = target->paths[0].config.string;
    auto claim =
        race.takeover ? take_over(client, *target, us, seen) : claim_target(client, *target, us);
    const bool won = claim && claim->state == ClaimState::Taken;
    ++(!claim ? round.troubles : won ? round.winners : round.losers);
    start.arrive_and_wait();
    if (won && !race.takeover && !release_target(client, *target, us).value_or(false))
      ++round.troubles;
  }
}

} // namespace

Outcome probe_claim(Probe& probe) {
  return with_target(probe, [](Client& client, const FoundTarget& target, const Owner& us) {
    return printed(claim_target(client, target, us));
  });
}

Outcome probe_check(Probe& probe) {
  return with_target(probe, [](Client& client, const FoundTarget& target, const Owner& us) {
    return printed(check_claim(client, target, us));
  });
}

Outcome probe_take_over(Probe& probe) {
  return with_target(probe, [](Client& client, const FoundTarget& target, const Owner& us) {
    return printed(take_over(client, target, us, target.paths[0].config.string));
  });
}

Outcome probe_release(Probe& probe) {
  return with_target(probe,
                     [](Client& client, const FoundTarget& target, const Owner& us) -> Outcome {
                       auto released = release_target(client, target, us);
                       if (!released)
                         return tl::unexpected(released.error());
                       std::printf("released %s\n", *released ? "yes" : "no");
                       return {};
                     });
}

Outcome probe_race(Probe& probe) {
  Race race;
  race.target = probe.argument(0);
  race.takeover = probe.argument(2) == "take-over";
  race.rounds = static_cast<int>(parse_number(probe.argument(1)).value_or(100));
  for (const Card& card : probe.wire->cards())
    race.interfaces.push_back(card.name);
  std::vector<Round> rounds(static_cast<size_t>(race.rounds));
  std::barrier<> start(race.clients);
  std::vector<std::thread> clients;
  for (int i = 0; i < race.clients; ++i)
    clients.emplace_back([&] { run_client(race, rounds, start); });
  for (std::thread& client : clients)
    client.join();
  int exactly_one = 0, two_or_more = 0, troubles = 0;
  for (const Round& round : rounds) {
    exactly_one += round.winners == 1 && round.losers == race.clients - 1;
    two_or_more += round.winners > 1;
    troubles += round.troubles;
  }
  std::printf("race clients=%d rounds=%d exactly-one=%d two-or-more=%d troubles=%d\n", race.clients,
              race.rounds, exactly_one, two_or_more, troubles);
  return {};
}

} // namespace netroot::test
