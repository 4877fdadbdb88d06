// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/claim.h"
#include "udeb/aoe/ask_config.h"
#include <algorithm>

namespace netroot::aoe {
namespace {

// Each server once, in the same order for every client, whatever its cards are called.
std::vector<Path> servers_of(const FoundTarget& target) {
  std::vector<Path> servers;
  for (const FoundPath& path : target.paths)
    servers.push_back(path.path);
  std::sort(servers.begin(), servers.end(), [](const Path& one, const Path& other) {
    return std::tie(one.server, one.card) < std::tie(other.server, other.card);
  });
  auto same = std::unique(servers.begin(), servers.end(), [](const Path& one, const Path& other) {
    return one.server == other.server;
  });
  servers.erase(same, servers.end());
  return servers;
}

Result<Claim> read_claim(Client& client, const Path& path, const std::string& ours) {
  auto read = ask_config(client, path, ConfigCommand::Read);
  if (!read)
    return tl::unexpected(read.error());
  if (read->string == ours)
    return Claim{ClaimState::Taken, {}};
  if (read->string.empty())
    return Claim{ClaimState::NotKept, "the string is gone"};
  return Claim{ClaimState::Held, read->string};
}

// A lost answer makes us ask twice, and a target may say no to what it has done already: what
// counts is what it has.
Result<Claim> set_claim(Client& client, const Path& path, ConfigCommand command,
                        const std::string& ours) {
  auto set = ask_config(client, path, command, ours);
  if (!set)
    return tl::unexpected(set.error());
  if (set->refusal != ErrorCode::None && set->refusal != ErrorCode::StringPresent)
    return Claim{ClaimState::NotKept, error_text(set->refusal)};
  auto now = read_claim(client, path, ours);
  if (now && now->state == ClaimState::NotKept)
    now->string = set->refusal == ErrorCode::None
                      ? "the target accepts a config string and forgets it"
                      : "the target refuses a config string and shows none";
  return now;
}

Result<bool> release_server(Client& client, const Path& path, const std::string& ours) {
  auto now = read_claim(client, path, ours);
  if (!now)
    return tl::unexpected(now.error());
  if (now->state != ClaimState::Taken)
    return false;
  auto set = ask_config(client, path, ConfigCommand::ForceSet);
  if (!set)
    return tl::unexpected(set.error());
  now = read_claim(client, path, ours);
  if (!now)
    return tl::unexpected(now.error());
  return now->state != ClaimState::Taken;
}

using OneServer = std::function<Result<Claim>(const Path&)>;

// The first answer that is not Taken is everybody's; those before it are let go.
Result<Claim> on_every_server(Client& client, const FoundTarget& target, const std::string& ours,
                              const OneServer& take) {
  const std::vector<Path> servers = servers_of(target);
  for (size_t i = 0; i < servers.size(); ++i) {
    auto claim = take(servers[i]);
    if (claim && claim->state == ClaimState::Taken)
      continue;
    for (size_t taken = 0; taken < i; ++taken)
      (void)release_server(client, servers[taken], ours); // the first trouble is the one to tell
    return claim;
  }
  if (servers.empty())
    return failure(target.name.text() + " has no server");
  return Claim{ClaimState::Taken, {}};
}

Result<Claim> replace(Client& client, const Path& path, const std::string& ours,
                      const std::string& expected) {
  auto now = read_claim(client, path, expected);
  if (!now)
    return now;
  if (now->state == ClaimState::Held && now->string != ours)
    return now;
  const bool there = now->state == ClaimState::Taken; // the expected one
  auto set =
      set_claim(client, path, there ? ConfigCommand::ForceSet : ConfigCommand::SetIfEmpty, ours);
  if (!set || set->state != ClaimState::Taken || !there)
    return set;
  if (auto waited = client.run_until(client.wire().now() + takeover_settle); !waited)
    return tl::unexpected(waited.error());
  return read_claim(client, path, ours);
}

} // namespace

Result<Claim> claim_target(Client& client, const FoundTarget& target, const Owner& us) {
  const std::string ours = us.text();
  return on_every_server(client, target, ours, [&](const Path& path) {
    return set_claim(client, path, ConfigCommand::SetIfEmpty, ours);
  });
}

Result<Claim> take_over(Client& client, const FoundTarget& target, const Owner& us,
                        const std::string& expected) {
  const std::string ours = us.text();
  return on_every_server(client, target, ours,
                         [&](const Path& path) { return replace(client, path, ours, expected); });
}

Result<Claim> check_claim(Client& client, const FoundTarget& target, const Owner& us) {
  for (const Path& path : servers_of(target)) {
    auto claim = read_claim(client, path, us.text());
    if (!claim || claim->state != ClaimState::Taken)
      return claim;
  }
  return Claim{ClaimState::Taken, {}};
}

Result<bool> release_target(Client& client, const FoundTarget& target, const Owner& us) {
  bool released = !target.paths.empty();
  for (const Path& path : servers_of(target)) {
    auto gone = release_server(client, path, us.text());
    if (!gone)
      return gone;
    released = released && *gone;
  }
  return released;
}

} // namespace netroot::aoe
